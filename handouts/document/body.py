"""The parts of the body: what therapists call them, and the regions of the body chart they mark.

Each line of the table is a part: its name, which is the key used elsewhere; a mark; the regions
of the chart seen from the front and from the back; its other names. A deep part marks the skin
above it. What patients read is in the catalogue of each language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handouts.data import Data


class BodyPart(Data, frozen=True):
    """A part of the body.

    ``front`` and ``back`` are the regions of the chart that it marks; at least one is not empty.
    ``sided`` is false where there is no left and right one. ``spans_midline`` is true where the
    everyday words name one place across the middle of the body, as "neck" does and "calf"
    does not: without a side, it means all of it. ``synonyms`` are its other names.
    """

    name: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    sided: bool
    spans_midline: bool
    synonyms: tuple[str, ...]


# The mark "-" means that a part has no sides, "+" that it spans the midline.
_TABLE = """
head | + | head | head | skull, headache, scalp
forehead | + | forehead | | brow
frontalis | + | forehead | |
temple | | temple | | temples
temporalis | | temple | |
jaw | + | jaw | | tmj, tmd, jaw joint, jaw line, jawline, temporomandibular joint
masseter | + | masseter | | masseters
pterygoids | + | masseter | | pterygoid, medial pterygoid, lateral pterygoid
face | + | face | | facial, cheek
base of the skull | + | | base-of-skull | occiput, occipital, base of skull,\
 skull base
suboccipitals | + | | base-of-skull | suboccipital, sub occipital,\
 sub occipitals, obliquus capitis
neck | + | neck | neck | cervical, cervical spine, c spine, cspine, cx, cx spine
neck extensors | + | | back-of-neck | cervical paraspinals, cervical multifidus,\
 cervical multifidi, cervical extensors, back of neck, posterior neck, splenius, splenius capitis,\
 splenius cervicis, semispinalis, semispinalis capitis, longissimus capitis
front of the neck | + | front-of-neck | | front of neck, anterior neck
sternocleidomastoid | + | sternocleidomastoid | | scm,\
 sternomastoid
side of the neck | | side-of-neck | side-of-neck | side of neck, lateral neck
scalenes | | scalenes | | scalene, scaleni
levator scapulae | | | levator-scapulae | levator,\
 levator scap, lev scap, levator scapula
trapezius | | trapezius | trapezius | trap, traps, trapezii
top of the shoulder | | top-of-shoulder | top-of-shoulder | top of shoulder
upper trapezius | | trapezius | upper-trapezius | ut, uft,\
 upper trap, upper traps, up trap, upper fibers trapezius, upper fibres trapezius
middle trapezius | + | | middle-trapezius | mt,\
 mid trap, mid traps, middle trap, middle traps, mid trapezius
lower trapezius | + | | lower-trapezius | lower trap,\
 lower traps
between the shoulder blades | + | | between-shoulder-blades |\
 interscapular, between shoulder blades
rhomboids | + | | rhomboids | rhomboid, rhomboid major,\
 rhomboid minor, rhomboideus, rhomb, rhombs
supraspinatus | | | supraspinatus | supra, supraspin
infraspinatus | | | infraspinatus | infra, infraspin
teres muscles | | | teres-major teres-minor | teres
teres minor | | | teres-minor | teres min
teres major | | | teres-major | teres maj
subscapularis | | | shoulder-blade | subscap, sub scap
rotator cuff | | shoulder-joint | infraspinatus supraspinatus teres-minor |\
 rc, cuff, rotator cuff muscles
shoulder blade | | | shoulder-blade | scapula, scapular, periscapular, scap
shoulder | | shoulder | shoulder | shoulders, glenohumeral, gh joint, shoulder joint,\
 ac joint, acj
deltoid | | deltoid | deltoid | deltoids, delt, delts, deltoideus,\
 middle deltoid, mid deltoid, lateral deltoid, mid delt
front of the shoulder | | front-of-shoulder | | anterior shoulder,\
 front of shoulder
anterior deltoid | | anterior-deltoid | | ant deltoid, ant delt,\
 front delt, front deltoid, anterior delt
back of the shoulder | | | back-of-shoulder | posterior shoulder,\
 back of shoulder
posterior deltoid | | | posterior-deltoid | post deltoid, post delt,\
 rear delt, rear deltoid, posterior delt
upper back | + | | upper-back | thoracic, thoracic spine, t spine, tspine, tx spine,\
 mid back, midback, middle back, dorsal spine
thoracic paraspinals | + | | thoracic-paraspinals | thoracic multifidus,\
 thoracic multifidi, thoracic erectors, thoracic erector spinae, iliocostalis thoracis,\
 longissimus thoracis
latissimus dorsi | | | latissimus-dorsi | lat, lats, latissimus
serratus anterior | | serratus-anterior | | serratus, ser ant
back | + | | back | whole back, entire back, spine, spinal, back muscles
erector spinae | + | | erector-spinae | erectors, paraspinals,\
 paraspinal, spinal erectors, erector spinae group
low back | + | | low-back | lower back, lowback, lumbar, lumbar spine, l spine, lspine, lx,\
 lx spine, lumbago, lbp, lumbosacral
lumbar paraspinals | + | | lumbar-paraspinals | lumbar erectors,\
 lumbar erector spinae, lumbar extensors, longissimus, iliocostalis, iliocostalis lumborum
multifidus | + | | multifidus | multifidi, lumbar multifidus,\
 lumbar multifidi
quadratus lumborum | | | quadratus-lumborum | ql,\
 quad lumborum
sacroiliac joint | + | | sacroiliac-joint | si joint, sij, si,\
 sacroiliac, si jt
sacrum | - | | sacrum | sacral
tailbone | - | | tailbone | coccyx
chest | + | chest | | thorax, anterior chest, breastbone, sternum, sternal, sternalis
pectoralis major | + | pectoralis-major | | pec, pecs, pec major, pectoral,\
 pectorals, pectoralis, pec maj
pectoralis minor | + | pectoralis-minor | | pec minor, pec min
ribs | + | ribs | ribs | rib, rib cage, ribcage, intercostal, intercostals
abdomen | + | abdomen | | abdominal, abdominals, belly, stomach, tummy, core
rectus abdominis | + | rectus-abdominis | | abs,\
 rectus abdominus, rectus abdominal
side of the belly | | side-of-belly | | flank, side of belly
obliques | | obliques | | oblique, external oblique, internal oblique,\
 external obliques, internal obliques
transversus abdominis | + | transversus-abdominis | | tra, tva,\
 transverse abdominis, transversus, transverse abdominal
psoas | | psoas | | psoas major
iliopsoas | | iliacus psoas | | ilio psoas
iliacus | | iliacus | |
front of the hip | | front-of-hip | | anterior hip, front of hip
hip flexors | | front-of-hip | | hip flexor
upper arm | | upper-arm | upper-arm | upper arms, humerus
arm | | arm | arm | arms, upper extremity, upper limb, ue
coracobrachialis | | coracobrachialis | | coracobrach
biceps | | biceps | | bicep, biceps brachii, bicipital,\
 long head of biceps, bicep tendon, biceps tendon
brachialis | | brachialis | |
triceps | | | triceps | tricep, triceps brachii
elbow | | elbow | elbow | elbows
outer elbow | | outer-elbow | outer-elbow | lateral epicondyle, lateral elbow,\
 tennis elbow, lateral epicondylitis, lateral epicondylalgia, outside of elbow
inner elbow | | inner-elbow | inner-elbow | medial epicondyle, medial elbow,\
 golfers elbow, golfer elbow, medial epicondylitis, medial epicondylalgia, inside of elbow
forearm | | forearm | forearm | forearms
back of the forearm | | | forearm | dorsal forearm, back of forearm
forearm extensors | | | forearm-extensors | wrist extensors,\
 wrist extensor, forearm extensor, ecrb, ecrl, ecu, edc, extensor digitorum,\
 extensor carpi radialis, extensor carpi radialis brevis, extensor carpi radialis longus,\
 extensor carpi ulnaris, common extensors, extensor mass
forearm flexors | | forearm-flexors | | wrist flexors, fcr,\
 fcu, wrist flexor, forearm flexor, flexor carpi radialis, flexor carpi ulnaris, fds, fdp,\
 flexor digitorum superficialis, flexor digitorum profundus, palmaris longus, common flexors,\
 flexor mass
brachioradialis | | brachioradialis | | br
pronator teres | | pronator-teres | | pronator
supinator | | | supinator |
wrist | | wrist | wrist | wrists, carpal tunnel, carpals
hand | | hand | hand | hands, hand intrinsics, interossei, dorsal interossei
palm | | palm | | hypothenar, palmar
thumb | | thumb | thumb | thumbs, thenar, thenar eminence, adductor pollicis,\
 opponens pollicis, first dorsal interosseous, first dorsal interosseus, fdi, cmc
fingers | | fingers | fingers | finger, digits
buttock | | | buttock | buttocks, glute, glutes, gluteal, gluteals, gluteus, glut, gluts,\
 bottom
gluteus maximus | | | gluteus-maximus | glute max, gmax, g max, glut max
gluteus medius | | | gluteus-medius | glute med, gmed, g med,\
 glut med, glute medius
gluteus minimus | | | gluteus-minimus | glute min, gmin, g min,\
 glut min, glute minimus
piriformis | | | piriformis | piri, pirif
deep hip rotators | | | hip-rotators | hip rotators, deep rotators,\
 hip external rotators, obturator internus, gemelli, quadratus femoris
hip | | hip | hip | hips, hip joint
outer hip | | outer-hip | outer-hip | lateral hip, greater trochanter, trochanter, gtps,\
 hip abductors, side of hip, outside of hip
tensor fasciae latae | | tensor-fasciae-latae | | tfl,\
 tensor fascia lata, tensor fascia latae, tensor fasciae lata
outer thigh | | outer-thigh | outer-thigh | lateral thigh, outside of thigh
iliotibial band | | iliotibial-band | iliotibial-band | itb, it band,\
 iliotibial tract, it tract, itband
groin | | groin | | groins, inguinal
inner thigh | | inner-thigh | inner-thigh | medial thigh, inside of thigh
adductors | | adductors | adductors | adductor, hip adductors,\
 adductor longus, adductor magnus, adductor brevis, gracilis, pectineus
thigh | | thigh | thigh | thighs, upper leg
front of the thigh | | front-of-thigh | | front of thigh, anterior thigh
quadriceps | | quadriceps | | quad, quads, quadricep,\
 quadriceps femoris
sartorius | | sartorius | |
rectus femoris | | rectus-femoris | | rec fem, rf
vastus lateralis | | vastus-lateralis | | vl,\
 vastus lat
vastus medialis | | vastus-medialis | | vmo, vm,\
 vastus med, vastus medialis obliquus, vastus medialis oblique
vastus intermedius | | vastus-intermedius | |
back of the thigh | | | back-of-thigh | back of thigh, posterior thigh
hamstrings | | | hamstrings | hamstring, hams, ham, hammies
biceps femoris | | | biceps-femoris | bic fem,\
 lateral hamstring, lateral hamstrings
medial hamstrings | | | medial-hamstrings |\
 medial hamstring
semitendinosus | | | semitendinosus | semi t, semit
semimembranosus | | | semimembranosus | semi m, semim
leg | | leg | leg | legs, lower extremity, lower limb, le
knee | | knee | | knees, patella, kneecap, patellar tendon, quad tendon, patellofemoral,\
 quadriceps tendon, pes anserine, pes anserinus
back of the knee | | | back-of-knee | popliteal, back of knee, posterior knee
popliteus | | | popliteus |
lower leg | | lower-leg | lower-leg | lower legs
shin | | shin | | shins, shin splints, anterior shin, tibia
tibialis anterior | | tibialis-anterior | | tib ant, ta,\
 ant tib, anterior tib, anterior tibialis, tibialis ant, anterior tibial
toe extensors | | toe-extensors | | edl, ehl,\
 extensor digitorum longus, extensor hallucis longus
peroneals | | peroneals | peroneals | peroneal, peroneus,\
 fibularis, peroneus longus, peroneus brevis, fibularis longus, fibularis brevis, peronei
calf | | | calf | calves, calf muscle, triceps surae, gastroc soleus, gastrocsoleus, calfs
gastrocnemius | | | gastrocnemius | gastroc, gastrocs, gastrocnemii,\
 medial gastroc, lateral gastroc, medial gastrocnemius, lateral gastrocnemius, gastrocnemus
soleus | | | soleus | sol, solei
tibialis posterior | | | tibialis-posterior | tib post, post tib,\
 posterior tib, posterior tibialis, tibialis post, posterior tibial
toe flexors | | | toe-flexors | flexor hallucis longus, fhl, fdl,\
 flexor digitorum longus
deep calf | | | deep-calf | deep posterior calf
achilles tendon | | | achilles-tendon | achilles,\
 tendo achilles, heel cord, at tendon
ankle | | ankle | ankle | ankles, talocrural
foot | | foot | foot | feet, foot intrinsics, midfoot, forefoot
heel | | | heel | heels, calcaneus, calcaneal
sole of the foot | | | sole | plantar, plantar fascia, plantar fasciitis, sole,\
 plantar foot, arch, foot arch, arch of foot, quadratus plantae, flexor digitorum brevis,\
 abductor hallucis, bottom of foot
toes | | toes | | toe, big toe, great toe, hallux
"""


def _parse_table() -> Iterator[BodyPart]:
    for line in _TABLE.strip().splitlines():
        name, mark, front, back, synonyms = (cell.strip() for cell in line.split("|"))
        names = tuple(filter(None, map(str.strip, synonyms.split(","))))
        yield BodyPart(
            name=name,
            front=tuple(front.split()),
            back=tuple(back.split()),
            sided=mark != "-",
            spans_midline=mark in ("-", "+"),
            synonyms=names,
        )


BODY_PARTS = {part.name: part for part in _parse_table()}
"""All parts by name, from head to toe."""


@lru_cache(maxsize=1)
def index_part_names() -> dict[str, str]:
    """Map every name and synonym of a part, in lower case, to the part's name."""
    others = {other: part.name for part in BODY_PARTS.values() for other in part.synonyms}
    return {**others, **{name: name for name in BODY_PARTS}}
