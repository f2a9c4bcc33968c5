import handouts,sys
from tests.documents import SAM
from handouts.document.person import Person
from handouts.document.edition import Edition
from handouts.layout.rendering import lay_out_spec
from handouts.layout.remarks.torn_parts import find_torn_sections
spec=handouts.load("dry-needling")
for p in (SAM, Person()):
      l=lay_out_spec(spec, Edition("trifold","a4",person=p))
      print(p.first_name,l.look.size,l.look.close,find_torn_sections(l))
