"""Blocks: the parts of a section, from the file to the sheet; one file for each kind.

Reading makes most of them (see ``handouts/reading/parts``). Composing resolves their texts, and
adds those that no file holds: the lead, the clinic's contact, the references and the parts of a
personal panel.
"""

from handouts.document.blocks.advice import ADVICE_KEY, Advice
from handouts.document.blocks.block import FREE, Block, Flow
from handouts.document.blocks.checklist import Checklist
from handouts.document.blocks.contact import (
    CaptionedCode,
    ContactLines,
    ContactRow,
    ContactRows,
    PlaceCards,
    QrCodes,
)
from handouts.document.blocks.exercises import Diary, Exercise, Exercises, Video
from handouts.document.blocks.form import FieldKind, Form, FormField, Signature
from handouts.document.blocks.guidance import Guidance
from handouts.document.blocks.partner_logos import PartnerLogo, PartnerLogos
from handouts.document.blocks.personal import BodyChart, Fact, Facts, Notes
from handouts.document.blocks.picture import Artwork, Picture, PictureSize
from handouts.document.blocks.pull_out import PullOut
from handouts.document.blocks.references import ReferenceList, ReferencesElsewhere
from handouts.document.blocks.risks import Frequency, Risk, Risks, Unit
from handouts.document.blocks.running_text import (
    Label,
    Lead,
    ListItem,
    Paragraph,
    SmallPrint,
    Subheading,
    TextList,
)
from handouts.document.blocks.steps import Step, Steps
from handouts.document.blocks.text_table import ColumnAlign, TextTable
from handouts.document.blocks.timeline import Moment, Timeline

__all__ = [
    "ADVICE_KEY",
    "Advice",
    "Artwork",
    "Block",
    "BodyChart",
    "Checklist",
    "ColumnAlign",
    "ContactLines",
    "ContactRow",
    "ContactRows",
    "Diary",
    "Exercise",
    "Exercises",
    "FREE",
    "Fact",
    "Facts",
    "FieldKind",
    "Flow",
    "Form",
    "FormField",
    "Frequency",
    "Guidance",
    "Label",
    "Lead",
    "ListItem",
    "Moment",
    "Notes",
    "Paragraph",
    "PartnerLogo",
    "PartnerLogos",
    "Picture",
    "PictureSize",
    "PlaceCards",
    "CaptionedCode",
    "PullOut",
    "QrCodes",
    "ReferenceList",
    "ReferencesElsewhere",
    "Risk",
    "Risks",
    "Signature",
    "SmallPrint",
    "Step",
    "Steps",
    "Subheading",
    "TextList",
    "TextTable",
    "Timeline",
    "Unit",
    "Video",
]
