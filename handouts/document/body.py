"""The parts of the body: what therapists call them, and the regions of the body chart they mark.

Each line of the table is a part: its name, which is the key used elsewhere; its name in plain
English; the regions it marks seen from the front and from the back; its other names. A deep
part marks the skin above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handouts.data import Data


class BodyPart(Data, frozen=True):
    """A part of the body.

    ``plain`` is what a patient reads: everyday words first, the muscle's name in brackets.
    ``front`` and ``back`` are the regions of the chart that it marks; at least one is not empty.
    ``sided`` is false where there is no left and right one. ``spans_midline`` is true where the
    everyday words name one place across the middle of the body, as "neck" does and "calf"
    does not: without a side, all of it is meant. ``synonyms`` are its other names.
    """

    name: str
    plain: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    sided: bool
    spans_midline: bool
    synonyms: tuple[str, ...]


# Before the plain words, "-" means that it has no sides, "+" that it spans the midline.
# Everyday words get no muscle in brackets: the therapist did not name one.
_TABLE = """
head | +head | head | head | skull, headache, scalp
forehead | +forehead | forehead | | brow
frontalis | +forehead (frontalis) | forehead | |
temple | temple | temple | | temples
temporalis | temple (temporalis) | temple | |
jaw | +jaw | jaw | | tmj, tmd, jaw joint, jaw line, jawline, temporomandibular joint
masseter | +jaw (masseter) | masseter | | masseters
pterygoids | +jaw (pterygoids) | masseter | | pterygoid, medial pterygoid, lateral pterygoid
face | +face | face | | facial, cheek
base of the skull | +base of the skull | | base-of-skull | occiput, occipital, base of skull,\
 skull base
suboccipitals | +base of the skull (suboccipitals) | | base-of-skull | suboccipital, sub occipital,\
 sub occipitals, obliquus capitis
neck | +neck | neck | neck | cervical, cervical spine, c spine, cspine, cx, cx spine
neck extensors | +back of the neck | | back-of-neck | cervical paraspinals, cervical multifidus,\
 cervical multifidi, cervical extensors, back of neck, posterior neck, splenius, splenius capitis,\
 splenius cervicis, semispinalis, semispinalis capitis, longissimus capitis
front of the neck | +front of the neck | front-of-neck | | front of neck, anterior neck
sternocleidomastoid | +front of the neck (sternocleidomastoid) | sternocleidomastoid | | scm,\
 sternomastoid
side of the neck | side of the neck | side-of-neck | side-of-neck | side of neck, lateral neck
scalenes | side of the neck (scalenes) | scalenes | | scalene, scaleni
levator scapulae | neck to shoulder blade (levator scapulae) | | levator-scapulae | levator,\
 levator scap, lev scap, levator scapula
trapezius | upper back to shoulder (trapezius) | trapezius | trapezius | trap, traps, trapezii
top of the shoulder | top of the shoulder | top-of-shoulder | top-of-shoulder | top of shoulder
upper trapezius | top of the shoulder (upper trapezius) | trapezius | upper-trapezius | ut, uft,\
 upper trap, upper traps, up trap, upper fibers trapezius, upper fibres trapezius
middle trapezius | +between the shoulder blades (middle trapezius) | | middle-trapezius | mt,\
 mid trap, mid traps, middle trap, middle traps, mid trapezius
lower trapezius | +below the shoulder blades (lower trapezius) | | lower-trapezius | lower trap,\
 lower traps
between the shoulder blades | +between the shoulder blades | | between-shoulder-blades |\
 interscapular, between shoulder blades
rhomboids | +between the shoulder blades (rhomboids) | | rhomboids | rhomboid, rhomboid major,\
 rhomboid minor, rhomboideus, rhomb, rhombs
supraspinatus | top of the shoulder blade (supraspinatus) | | supraspinatus | supra, supraspin
infraspinatus | shoulder blade (infraspinatus) | | infraspinatus | infra, infraspin
teres muscles | back of the shoulder (teres muscles) | | teres-major teres-minor | teres
teres minor | back of the shoulder (teres minor) | | teres-minor | teres min
teres major | back of the armpit (teres major) | | teres-major | teres maj
subscapularis | under the shoulder blade (subscapularis) | | shoulder-blade | subscap, sub scap
rotator cuff | shoulder (rotator cuff) | shoulder-joint | infraspinatus supraspinatus teres-minor |\
 rc, cuff, rotator cuff muscles
shoulder blade | shoulder blade | | shoulder-blade | scapula, scapular, periscapular, scap
shoulder | shoulder | shoulder | shoulder | shoulders, glenohumeral, gh joint, shoulder joint,\
 ac joint, acj
deltoid | shoulder (deltoid) | deltoid | deltoid | deltoids, delt, delts, deltoideus,\
 middle deltoid, mid deltoid, lateral deltoid, mid delt
front of the shoulder | front of the shoulder | front-of-shoulder | | anterior shoulder,\
 front of shoulder
anterior deltoid | front of the shoulder (deltoid) | anterior-deltoid | | ant deltoid, ant delt,\
 front delt, front deltoid, anterior delt
back of the shoulder | back of the shoulder | | back-of-shoulder | posterior shoulder,\
 back of shoulder
posterior deltoid | back of the shoulder (deltoid) | | posterior-deltoid | post deltoid, post delt,\
 rear delt, rear deltoid, posterior delt
upper back | +upper back | | upper-back | thoracic, thoracic spine, t spine, tspine, tx spine,\
 mid back, midback, middle back, dorsal spine
thoracic paraspinals | +upper back beside the spine | | thoracic-paraspinals | thoracic multifidus,\
 thoracic multifidi, thoracic erectors, thoracic erector spinae, iliocostalis thoracis,\
 longissimus thoracis
latissimus dorsi | side of the back (latissimus dorsi) | | latissimus-dorsi | lat, lats, latissimus
serratus anterior | side of the ribs (serratus anterior) | serratus-anterior | | serratus, ser ant
back | +back | | back | whole back, entire back, spine, spinal, back muscles
erector spinae | +beside the spine (erector spinae) | | erector-spinae | erectors, paraspinals,\
 paraspinal, spinal erectors, erector spinae group
low back | +low back | | low-back | lower back, lowback, lumbar, lumbar spine, l spine, lspine, lx,\
 lx spine, lumbago, lbp, lumbosacral
lumbar paraspinals | +low back beside the spine | | lumbar-paraspinals | lumbar erectors,\
 lumbar erector spinae, lumbar extensors, longissimus, iliocostalis, iliocostalis lumborum
multifidus | +deep low back (multifidus) | | multifidus | multifidi, lumbar multifidus,\
 lumbar multifidi
quadratus lumborum | side of the low back (quadratus lumborum) | | quadratus-lumborum | ql,\
 quad lumborum
sacroiliac joint | +back of the pelvis (sacroiliac joint) | | sacroiliac-joint | si joint, sij, si,\
 sacroiliac, si jt
sacrum | -base of the spine (sacrum) | | sacrum | sacral
tailbone | -tailbone | | tailbone | coccyx
chest | +chest | chest | | thorax, anterior chest, breastbone, sternum, sternal, sternalis
pectoralis major | +chest (pectoralis major) | pectoralis-major | | pec, pecs, pec major, pectoral,\
 pectorals, pectoralis, pec maj
pectoralis minor | +upper chest (pectoralis minor) | pectoralis-minor | | pec minor, pec min
ribs | +ribs | ribs | ribs | rib, rib cage, ribcage, intercostal, intercostals
abdomen | +belly | abdomen | | abdominal, abdominals, belly, stomach, tummy, core
rectus abdominis | +front of the belly (rectus abdominis) | rectus-abdominis | | abs,\
 rectus abdominus, rectus abdominal
side of the belly | side of the belly | side-of-belly | | flank, side of belly
obliques | side of the belly (obliques) | obliques | | oblique, external oblique, internal oblique,\
 external obliques, internal obliques
transversus abdominis | +deep belly (transversus abdominis) | transversus-abdominis | | tra, tva,\
 transverse abdominis, transversus, transverse abdominal
psoas | deep belly to the hip (psoas) | psoas | | psoas major
iliopsoas | deep belly to the hip (iliopsoas) | iliacus psoas | | ilio psoas
iliacus | inside of the hip bone (iliacus) | iliacus | |
front of the hip | front of the hip | front-of-hip | | anterior hip, front of hip
hip flexors | front of the hip (hip flexors) | front-of-hip | | hip flexor
upper arm | upper arm | upper-arm | upper-arm | upper arms, humerus
arm | arm | arm | arm | arms, upper extremity, upper limb, ue
coracobrachialis | inside of the upper arm (coracobrachialis) | coracobrachialis | | coracobrach
biceps | front of the upper arm (biceps) | biceps | | bicep, biceps brachii, bicipital,\
 long head of biceps, bicep tendon, biceps tendon
brachialis | front of the upper arm (brachialis) | brachialis | |
triceps | back of the upper arm (triceps) | | triceps | tricep, triceps brachii
elbow | elbow | elbow | elbow | elbows
outer elbow | outer elbow | outer-elbow | outer-elbow | lateral epicondyle, lateral elbow,\
 tennis elbow, lateral epicondylitis, lateral epicondylalgia, outside of elbow
inner elbow | inner elbow | inner-elbow | inner-elbow | medial epicondyle, medial elbow,\
 golfers elbow, golfer elbow, medial epicondylitis, medial epicondylalgia, inside of elbow
forearm | forearm | forearm | forearm | forearms
back of the forearm | back of the forearm | | forearm | dorsal forearm, back of forearm
forearm extensors | back of the forearm (wrist extensors) | | forearm-extensors | wrist extensors,\
 wrist extensor, forearm extensor, ecrb, ecrl, ecu, edc, extensor digitorum,\
 extensor carpi radialis, extensor carpi radialis brevis, extensor carpi radialis longus,\
 extensor carpi ulnaris, common extensors, extensor mass
forearm flexors | front of the forearm (wrist flexors) | forearm-flexors | | wrist flexors, fcr,\
 fcu, wrist flexor, forearm flexor, flexor carpi radialis, flexor carpi ulnaris, fds, fdp,\
 flexor digitorum superficialis, flexor digitorum profundus, palmaris longus, common flexors,\
 flexor mass
brachioradialis | thumb side of the forearm (brachioradialis) | brachioradialis | | br
pronator teres | inside of the forearm (pronator teres) | pronator-teres | | pronator
supinator | outside of the forearm (supinator) | | supinator |
wrist | wrist | wrist | wrist | wrists, carpal tunnel, carpals
hand | hand | hand | hand | hands, hand intrinsics, interossei, dorsal interossei
palm | palm | palm | | hypothenar, palmar
thumb | thumb | thumb | thumb | thumbs, thenar, thenar eminence, adductor pollicis,\
 opponens pollicis, first dorsal interosseous, first dorsal interosseus, fdi, cmc
fingers | fingers | fingers | fingers | finger, digits
buttock | buttock | | buttock | buttocks, glute, glutes, gluteal, gluteals, gluteus, glut, gluts,\
 bottom
gluteus maximus | buttock (gluteus maximus) | | gluteus-maximus | glute max, gmax, g max, glut max
gluteus medius | side of the hip (gluteus medius) | | gluteus-medius | glute med, gmed, g med,\
 glut med, glute medius
gluteus minimus | side of the hip (gluteus minimus) | | gluteus-minimus | glute min, gmin, g min,\
 glut min, glute minimus
piriformis | deep buttock (piriformis) | | piriformis | piri, pirif
deep hip rotators | deep buttock (hip rotators) | | hip-rotators | hip rotators, deep rotators,\
 hip external rotators, obturator internus, gemelli, quadratus femoris
hip | hip | hip | hip | hips, hip joint
outer hip | outer hip | outer-hip | outer-hip | lateral hip, greater trochanter, trochanter, gtps,\
 hip abductors, side of hip, outside of hip
tensor fasciae latae | outer hip (tensor fasciae latae) | tensor-fasciae-latae | | tfl,\
 tensor fascia lata, tensor fascia latae, tensor fasciae lata
outer thigh | outer thigh | outer-thigh | outer-thigh | lateral thigh, outside of thigh
iliotibial band | outer thigh (iliotibial band) | iliotibial-band | iliotibial-band | itb, it band,\
 iliotibial tract, it tract, itband
groin | groin | groin | | groins, inguinal
inner thigh | inner thigh | inner-thigh | inner-thigh | medial thigh, inside of thigh
adductors | inner thigh (adductors) | adductors | adductors | adductor, hip adductors,\
 adductor longus, adductor magnus, adductor brevis, gracilis, pectineus
thigh | thigh | thigh | thigh | thighs, upper leg
front of the thigh | front of the thigh | front-of-thigh | | front of thigh, anterior thigh
quadriceps | front of the thigh (quadriceps) | quadriceps | | quad, quads, quadricep,\
 quadriceps femoris
sartorius | front of the thigh (sartorius) | sartorius | |
rectus femoris | front of the thigh (rectus femoris) | rectus-femoris | | rec fem, rf
vastus lateralis | outer front of the thigh (vastus lateralis) | vastus-lateralis | | vl,\
 vastus lat
vastus medialis | inner front of the thigh (vastus medialis) | vastus-medialis | | vmo, vm,\
 vastus med, vastus medialis obliquus, vastus medialis oblique
vastus intermedius | deep front of the thigh (vastus intermedius) | vastus-intermedius | |
back of the thigh | back of the thigh | | back-of-thigh | back of thigh, posterior thigh
hamstrings | back of the thigh (hamstrings) | | hamstrings | hamstring, hams, ham, hammies
biceps femoris | outer back of the thigh (biceps femoris) | | biceps-femoris | bic fem,\
 lateral hamstring, lateral hamstrings
medial hamstrings | inner back of the thigh (medial hamstrings) | | medial-hamstrings |\
 medial hamstring
semitendinosus | inner back of the thigh (semitendinosus) | | semitendinosus | semi t, semit
semimembranosus | inner back of the thigh (semimembranosus) | | semimembranosus | semi m, semim
leg | leg | leg | leg | legs, lower extremity, lower limb, le
knee | knee | knee | | knees, patella, kneecap, patellar tendon, quad tendon, patellofemoral,\
 quadriceps tendon, pes anserine, pes anserinus
back of the knee | back of the knee | | back-of-knee | popliteal, back of knee, posterior knee
popliteus | back of the knee (popliteus) | | popliteus |
lower leg | lower leg | lower-leg | lower-leg | lower legs
shin | shin | shin | | shins, shin splints, anterior shin, tibia
tibialis anterior | front of the shin (tibialis anterior) | tibialis-anterior | | tib ant, ta,\
 ant tib, anterior tib, anterior tibialis, tibialis ant, anterior tibial
toe extensors | front of the shin (toe extensors) | toe-extensors | | edl, ehl,\
 extensor digitorum longus, extensor hallucis longus
peroneals | outside of the lower leg (peroneals) | peroneals | peroneals | peroneal, peroneus,\
 fibularis, peroneus longus, peroneus brevis, fibularis longus, fibularis brevis, peronei
calf | calf | | calf | calves, calf muscle, triceps surae, gastroc soleus, gastrocsoleus, calfs
gastrocnemius | calf (gastrocnemius) | | gastrocnemius | gastroc, gastrocs, gastrocnemii,\
 medial gastroc, lateral gastroc, medial gastrocnemius, lateral gastrocnemius, gastrocnemus
soleus | lower calf (soleus) | | soleus | sol, solei
tibialis posterior | deep calf (tibialis posterior) | | tibialis-posterior | tib post, post tib,\
 posterior tib, posterior tibialis, tibialis post, posterior tibial
toe flexors | deep calf (toe flexors) | | toe-flexors | flexor hallucis longus, fhl, fdl,\
 flexor digitorum longus
deep calf | deep calf | | deep-calf | deep posterior calf
achilles tendon | back of the ankle (Achilles tendon) | | achilles-tendon | achilles,\
 tendo achilles, heel cord, at tendon
ankle | ankle | ankle | ankle | ankles, talocrural
foot | foot | foot | foot | feet, foot intrinsics, midfoot, forefoot
heel | heel | | heel | heels, calcaneus, calcaneal
sole of the foot | sole of the foot | | sole | plantar, plantar fascia, plantar fasciitis, sole,\
 plantar foot, arch, foot arch, arch of foot, quadratus plantae, flexor digitorum brevis,\
 abductor hallucis, bottom of foot
toes | toes | toes | | toe, big toe, great toe, hallux
"""


def _parse_table() -> Iterator[BodyPart]:
    for line in _TABLE.strip().splitlines():
        name, plain, front, back, synonyms = (cell.strip() for cell in line.split("|"))
        names = tuple(filter(None, map(str.strip, synonyms.split(","))))
        yield BodyPart(
            name=name,
            plain=plain.lstrip("-+"),
            front=tuple(front.split()),
            back=tuple(back.split()),
            sided=not plain.startswith("-"),
            spans_midline=plain.startswith(("-", "+")),
            synonyms=names,
        )


BODY_PARTS = {part.name: part for part in _parse_table()}
"""All parts by name, from head to toe."""
PLAIN_NAMES = {name: part.plain for name, part in BODY_PARTS.items()}
"""The name of each part in plain English."""


@lru_cache(maxsize=1)
def index_part_names() -> dict[str, str]:
    """Map every name and synonym of a part, in lower case, to the part's name."""
    others = {other: part.name for part in BODY_PARTS.values() for other in part.synonyms}
    return {**others, **{name: name for name in BODY_PARTS}}
