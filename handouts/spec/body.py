"""The parts of the body: what therapists call them, and what of a body chart each one marks.

One line a part: its name, which is the key that other rooms use; what it is in plain
English; the regions it marks seen from the front and from the back; what else it is
called. A muscle more exact than the chart marks the region that it lies in or under. The
regions are those of the outlines of react-native-body-highlighter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handouts.data import Data


class Part(Data, frozen=True):
    """A part of the body.

    ``plain`` is what a patient reads: everyday words first, the muscle's name in brackets.
    ``front`` and ``back`` are the regions of the chart that it marks; at least one is there.
    ``sided`` is false where there is no left and no right one. ``whole`` is true where the
    everyday words name one place across the middle of the body, as "neck" does and "calf"
    does not: said without a side, all of it is meant.
    """

    name: str
    plain: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    sided: bool
    whole: bool
    called: tuple[str, ...]


FRONT = frozenset(
    "abs adductors ankles biceps calves chest deltoids feet forearm hands head knees neck "
    "obliques quadriceps tibialis trapezius triceps".split()
)
"""The regions of a body chart that are seen from the front."""
BACK = frozenset(
    "adductors ankles calves deltoids feet forearm gluteal hamstring hands head lower-back "
    "neck trapezius triceps upper-back".split()
)
"""The regions that are seen from the back."""

# Before the plain words, "-": it has no sides; "+": it is one place across the middle.
# Everyday words gain no muscle: what a therapist did not name is in no brackets.
_TABLE = """
head | +head | head | head | skull, headache, scalp
forehead | +forehead | head | | brow
frontalis | +forehead (frontalis) | head | |
temple | temple | head | | temples
temporalis | temple (temporalis) | head | |
jaw | +jaw | head | | tmj, tmd, jaw joint, jaw line, jawline, temporomandibular joint
masseter | +jaw (masseter) | head | | masseters
pterygoids | +jaw (pterygoids) | head | | pterygoid, medial pterygoid, lateral pterygoid
face | +face | head | | facial, cheek
base of the skull | +base of the skull | | neck | occiput, occipital, base of skull, skull base
suboccipitals | +base of the skull (suboccipitals) | | neck | suboccipital, sub occipital,\
 sub occipitals, obliquus capitis
neck | +neck | neck | neck | cervical, cervical spine, c spine, cspine, cx, cx spine
neck extensors | +back of the neck | | neck | cervical paraspinals, cervical multifidus,\
 cervical multifidi, cervical extensors, back of neck, posterior neck, splenius,\
 splenius capitis, splenius cervicis, semispinalis, semispinalis capitis, longissimus capitis
front of the neck | +front of the neck | neck | | front of neck, anterior neck
sternocleidomastoid | +front of the neck (sternocleidomastoid) | neck | | scm, sternomastoid
side of the neck | side of the neck | neck | neck | side of neck, lateral neck
scalenes | side of the neck (scalenes) | neck | | scalene, scaleni
levator scapulae | neck to shoulder blade (levator scapulae) | | neck trapezius | levator,\
 levator scap, lev scap, levator scapula
trapezius | upper back to shoulder (trapezius) | trapezius | trapezius | trap, traps, trapezii
top of the shoulder | top of the shoulder | trapezius | trapezius | top of shoulder
upper trapezius | top of the shoulder (upper trapezius) | trapezius | trapezius | ut, uft,\
 upper trap, upper traps, up trap, upper fibers trapezius, upper fibres trapezius
middle trapezius | +between the shoulder blades (middle trapezius) | | trapezius | mt, mid trap,\
 mid traps, middle trap, middle traps, mid trapezius
lower trapezius | +below the shoulder blades (lower trapezius) | | trapezius | lower trap,\
 lower traps
between the shoulder blades | +between the shoulder blades | | trapezius | interscapular,\
 between shoulder blades
rhomboids | +between the shoulder blades (rhomboids) | | trapezius | rhomboid, rhomboid major,\
 rhomboid minor, rhomboideus, rhomb, rhombs
supraspinatus | top of the shoulder blade (supraspinatus) | | trapezius | supra, supraspin
infraspinatus | shoulder blade (infraspinatus) | | upper-back | infra, infraspin
teres muscles | back of the shoulder (teres muscles) | | upper-back | teres
teres minor | back of the shoulder (teres minor) | | upper-back | teres min
teres major | back of the armpit (teres major) | | upper-back | teres maj
subscapularis | under the shoulder blade (subscapularis) | | upper-back | subscap, sub scap
rotator cuff | shoulder (rotator cuff) | | deltoids upper-back | rc, cuff, rotator cuff muscles
shoulder blade | shoulder blade | | upper-back | scapula, scapular, periscapular, scap
shoulder | shoulder | deltoids | deltoids | shoulders, glenohumeral, gh joint, shoulder joint,\
 ac joint, acj
deltoid | shoulder (deltoid) | deltoids | deltoids | deltoids, delt, delts, deltoideus,\
 middle deltoid, mid deltoid, lateral deltoid, mid delt
front of the shoulder | front of the shoulder | deltoids | | anterior shoulder, front of shoulder
anterior deltoid | front of the shoulder (deltoid) | deltoids | | ant deltoid, ant delt,\
 front delt, front deltoid, anterior delt
back of the shoulder | back of the shoulder | | deltoids | posterior shoulder, back of shoulder
posterior deltoid | back of the shoulder (deltoid) | | deltoids | post deltoid, post delt,\
 rear delt, rear deltoid, posterior delt
upper back | +upper back | | upper-back | thoracic, thoracic spine, t spine, tspine, tx spine,\
 mid back, midback, middle back, dorsal spine
thoracic paraspinals | +upper back beside the spine | | upper-back | thoracic multifidus,\
 thoracic multifidi, thoracic erectors, thoracic erector spinae, iliocostalis thoracis,\
 longissimus thoracis
latissimus dorsi | side of the back (latissimus dorsi) | | upper-back | lat, lats, latissimus
serratus anterior | side of the ribs (serratus anterior) | obliques | | serratus, ser ant
back | +back | | lower-back upper-back | whole back, entire back, spine, spinal, back muscles
erector spinae | +beside the spine (erector spinae) | | lower-back upper-back | erectors,\
 paraspinals, paraspinal, spinal erectors, erector spinae group
low back | +low back | | lower-back | lower back, lowback, lumbar, lumbar spine, l spine, lspine,\
 lx, lx spine, lumbago, lbp, lumbosacral
lumbar paraspinals | +low back beside the spine | | lower-back | lumbar erectors,\
 lumbar erector spinae, lumbar extensors, longissimus, iliocostalis, iliocostalis lumborum
multifidus | +deep low back (multifidus) | | lower-back | multifidi, lumbar multifidus,\
 lumbar multifidi
quadratus lumborum | side of the low back (quadratus lumborum) | | lower-back | ql, quad lumborum
sacroiliac joint | +back of the pelvis (sacroiliac joint) | | gluteal lower-back | si joint, sij,\
 si, sacroiliac, si jt
sacrum | -base of the spine (sacrum) | | gluteal lower-back | sacral
tailbone | -tailbone | | gluteal | coccyx
chest | +chest | chest | | thorax, anterior chest, breastbone, sternum, sternal, sternalis
pectoralis major | +chest (pectoralis major) | chest | | pec, pecs, pec major, pectoral,\
 pectorals, pectoralis, pec maj
pectoralis minor | +upper chest (pectoralis minor) | chest | | pec minor, pec min
ribs | +ribs | chest obliques | upper-back | rib, rib cage, ribcage, intercostal, intercostals
abdomen | +belly | abs obliques | | abdominal, abdominals, belly, stomach, tummy, core
rectus abdominis | +front of the belly (rectus abdominis) | abs | | abs, rectus abdominus,\
 rectus abdominal
side of the belly | side of the belly | obliques | | flank, side of belly
obliques | side of the belly (obliques) | obliques | | oblique, external oblique,\
 internal oblique, external obliques, internal obliques
transversus abdominis | +deep belly (transversus abdominis) | abs obliques | | tra, tva,\
 transverse abdominis, transversus, transverse abdominal
psoas | deep belly to the hip (psoas) | abs | | psoas major
iliopsoas | deep belly to the hip (iliopsoas) | abs obliques | | ilio psoas
iliacus | inside of the hip bone (iliacus) | obliques | |
front of the hip | front of the hip | adductors quadriceps | | anterior hip, front of hip
hip flexors | front of the hip (hip flexors) | adductors quadriceps | | hip flexor
upper arm | upper arm | biceps triceps | triceps | upper arms, humerus
arm | arm | biceps forearm triceps | forearm triceps | arms, upper extremity, upper limb, ue
coracobrachialis | inside of the upper arm (coracobrachialis) | biceps | | coracobrach
biceps | front of the upper arm (biceps) | biceps | | bicep, biceps brachii, bicipital,\
 long head of biceps, bicep tendon, biceps tendon
brachialis | front of the upper arm (brachialis) | biceps | |
triceps | back of the upper arm (triceps) | triceps | triceps | tricep, triceps brachii
elbow | elbow | forearm | forearm | elbows
outer elbow | outer elbow | | forearm | lateral epicondyle, lateral elbow, tennis elbow,\
 lateral epicondylitis, lateral epicondylalgia, outside of elbow
inner elbow | inner elbow | forearm | | medial epicondyle, medial elbow, golfers elbow,\
 golfer elbow, medial epicondylitis, medial epicondylalgia, inside of elbow
forearm | forearm | forearm | forearm | forearms
back of the forearm | back of the forearm | | forearm | dorsal forearm, back of forearm
forearm extensors | back of the forearm (wrist extensors) | | forearm | wrist extensors,\
 wrist extensor, forearm extensor, ecrb, ecrl, ecu, edc, extensor digitorum,\
 extensor carpi radialis, extensor carpi radialis brevis, extensor carpi radialis longus,\
 extensor carpi ulnaris, common extensors, extensor mass
forearm flexors | front of the forearm (wrist flexors) | forearm | | wrist flexors, fcr, fcu,\
 wrist flexor, forearm flexor, flexor carpi radialis, flexor carpi ulnaris, fds, fdp,\
 flexor digitorum superficialis, flexor digitorum profundus, palmaris longus, common flexors,\
 flexor mass
brachioradialis | thumb side of the forearm (brachioradialis) | forearm | forearm | br
pronator teres | inside of the forearm (pronator teres) | forearm | | pronator
supinator | outside of the forearm (supinator) | | forearm |
wrist | wrist | hands | hands | wrists, carpal tunnel, carpals
hand | hand | hands | hands | hands, hand intrinsics, interossei, dorsal interossei
palm | palm | hands | | hypothenar, palmar
thumb | thumb | hands | hands | thumbs, thenar, thenar eminence, adductor pollicis,\
 opponens pollicis, first dorsal interosseous, first dorsal interosseus, fdi, cmc
fingers | fingers | hands | hands | finger, digits
buttock | buttock | | gluteal | buttocks, glute, glutes, gluteal, gluteals,\
 gluteus, glut, gluts, bottom
gluteus maximus | buttock (gluteus maximus) | | gluteal | glute max, gmax, g max, glut max
gluteus medius | side of the hip (gluteus medius) | | gluteal | glute med, gmed, g med, glut med,\
 glute medius
gluteus minimus | side of the hip (gluteus minimus) | | gluteal | glute min, gmin, g min, glut min,\
 glute minimus
piriformis | deep buttock (piriformis) | | gluteal | piri, pirif
deep hip rotators | deep buttock (hip rotators) | | gluteal | hip rotators, deep rotators,\
 hip external rotators, obturator internus, gemelli, quadratus femoris
hip | hip | quadriceps | gluteal | hips, hip joint
outer hip | outer hip | | gluteal | lateral hip, greater trochanter, trochanter, gtps,\
 hip abductors, side of hip, outside of hip
tensor fasciae latae | outer hip (tensor fasciae latae) | quadriceps | | tfl, tensor fascia lata,\
 tensor fascia latae, tensor fasciae lata
outer thigh | outer thigh | quadriceps | hamstring | lateral thigh, outside of thigh
iliotibial band | outer thigh (iliotibial band) | quadriceps | hamstring | itb, it band,\
 iliotibial tract, it tract, itband
groin | groin | adductors | | groins, inguinal
inner thigh | inner thigh | adductors | adductors | medial thigh, inside of thigh
adductors | inner thigh (adductors) | adductors | adductors | adductor, hip adductors,\
 adductor longus, adductor magnus, adductor brevis, gracilis, pectineus
thigh | thigh | adductors quadriceps | hamstring | thighs, upper leg
front of the thigh | front of the thigh | quadriceps | | front of thigh, anterior thigh
quadriceps | front of the thigh (quadriceps) | quadriceps | | quad, quads, quadricep,\
 quadriceps femoris
sartorius | front of the thigh (sartorius) | quadriceps | |
rectus femoris | front of the thigh (rectus femoris) | quadriceps | | rec fem, rf
vastus lateralis | outer front of the thigh (vastus lateralis) | quadriceps | | vl, vastus lat
vastus medialis | inner front of the thigh (vastus medialis) | quadriceps | | vmo, vm, vastus med,\
 vastus medialis obliquus, vastus medialis oblique
vastus intermedius | deep front of the thigh (vastus intermedius) | quadriceps | |
back of the thigh | back of the thigh | | hamstring | back of thigh, posterior thigh
hamstrings | back of the thigh (hamstrings) | | hamstring | hamstring, hams, ham, hammies
biceps femoris | outer back of the thigh (biceps femoris) | | hamstring | bic fem,\
 lateral hamstring, lateral hamstrings
medial hamstrings | inner back of the thigh (medial hamstrings) | | hamstring | medial hamstring
semitendinosus | inner back of the thigh (semitendinosus) | | hamstring | semi t, semit
semimembranosus | inner back of the thigh (semimembranosus) | | hamstring | semi m, semim
leg | leg | adductors calves quadriceps tibialis | calves hamstring | legs, lower extremity,\
 lower limb, le
knee | knee | knees | | knees, patella, kneecap, patellar tendon, quad tendon, patellofemoral,\
 quadriceps tendon, pes anserine, pes anserinus
back of the knee | back of the knee | | calves | popliteal, back of knee, posterior knee
popliteus | back of the knee (popliteus) | | calves |
lower leg | lower leg | calves tibialis | calves | lower legs
shin | shin | tibialis | | shins, shin splints, anterior shin, tibia
tibialis anterior | front of the shin (tibialis anterior) | tibialis | | tib ant, ta, ant tib,\
 anterior tib, anterior tibialis, tibialis ant, anterior tibial
toe extensors | front of the shin (toe extensors) | tibialis | | edl, ehl,\
 extensor digitorum longus, extensor hallucis longus
peroneals | outside of the lower leg (peroneals) | calves | | peroneal, peroneus, fibularis,\
 peroneus longus, peroneus brevis, fibularis longus, fibularis brevis, peronei
calf | calf | calves | calves | calves, calf muscle, triceps surae, gastroc soleus,\
 gastrocsoleus, calfs
gastrocnemius | calf (gastrocnemius) | calves | calves | gastroc, gastrocs, gastrocnemii,\
 medial gastroc, lateral gastroc, medial gastrocnemius, lateral gastrocnemius, gastrocnemus
soleus | lower calf (soleus) | calves | calves | sol, solei
tibialis posterior | deep calf (tibialis posterior) | | calves | tib post, post tib,\
 posterior tib, posterior tibialis, tibialis post, posterior tibial
toe flexors | deep calf (toe flexors) | | calves | flexor hallucis longus, fhl, fdl,\
 flexor digitorum longus
deep calf | deep calf | | calves | deep posterior calf
achilles tendon | back of the ankle (Achilles tendon) | | ankles | achilles, tendo achilles,\
 heel cord, at tendon
ankle | ankle | ankles | ankles | ankles, talocrural
foot | foot | feet | feet | feet, foot intrinsics, midfoot, forefoot
heel | heel | | feet | heels, calcaneus, calcaneal
sole of the foot | sole of the foot | | feet | plantar, plantar fascia, plantar fasciitis, sole,\
 plantar foot, arch, foot arch, arch of foot, quadratus plantae, flexor digitorum brevis,\
 abductor hallucis, bottom of foot
toes | toes | feet | | toe, big toe, great toe, hallux
"""


def _parts() -> Iterator[Part]:
    for line in _TABLE.strip().splitlines():
        name, plain, front, back, called = (cell.strip() for cell in line.split("|"))
        others = tuple(filter(None, map(str.strip, called.split(","))))
        yield Part(
            name=name,
            plain=plain.lstrip("-+"),
            front=tuple(front.split()),
            back=tuple(back.split()),
            sided=not plain.startswith("-"),
            whole=plain.startswith(("-", "+")),
            called=others,
        )


PARTS = {part.name: part for part in _parts()}
"""All parts by name, from head to toe."""
PLAIN = {name: part.plain for name, part in PARTS.items()}
"""What each part is in plain English."""


@lru_cache(maxsize=1)
def called() -> dict[str, str]:
    """The part's name by all that it is called, in small letters."""
    others = {other: part.name for part in PARTS.values() for other in part.called}
    return {**others, **{name: name for name in PARTS}}
