/*
 * Words with which people say that they may harm themselves (docs/features.md K4, K3). A fixed
 * list, read on the server: nothing is inferred, scored, counted or kept, and nobody is told. Who
 * is wrongly shown the card has lost nothing; so words that have other meanings are in, and
 * negations are not looked at.
 */

/**
 * Pieces of sentences, in plain letters, each with what begins like it: `*` stands for up to three
 * words in between.
 */
const phrases: Readonly<Record<"en" | "es", string>> = {
  en: `
    suicid, sewerslide, self harm, selfharm, unalive, kms, overdose on, od on, slit my wrists, cut my wrists, hang myself,
    kill * myself, killing * myself, end my life, ending my life, end my own life, take my life, take my own life,
    taking my own life, end it all, ending it all, end it tonight, end things for good, end myself, off myself, do myself in,
    top myself, finish myself, hurt myself, hurting myself, harm myself, harming myself, cut myself, cutting myself, burn myself,
    burning myself, starve myself to death, want to die, wanna die, wanting to die, wish i was dead, wish i were dead, wish i d die,
    wish i would die, wish to die, rather be dead, better off dead, better off without me, dont want to live, don t want to live,
    do not want to live, dont wanna live, don t wanna live, not want to be alive, don t want to be alive, dont want to be alive,
    do not want to be alive, dont want to be here any, don t want to be here any, do not want to be here any, dont want to exist,
    don t want to exist, do not want to exist, no reason to live, nothing to live for, no point in living, no point living,
    not worth living, cant go on living, can t go on living, tired of living, tired of being alive, sick of living,
    wish i had never been born, wish i was never born, wish i wouldn t wake up, wish i would not wake up, wish i didn t wake up,
    hope i don t wake up, hope i dont wake up, hope i never wake up, go to sleep and never wake up, sleep and not wake up,
    not wake up tomorrow, never wake up again, jump off * bridge, jump off * building, jump off * roof, jump in front of,
    throw myself in front, throw myself off, throw myself under, crash my car on purpose, drive into a tree, shoot myself,
    drown myself, poison myself, stab myself, strangle myself, all my pills, all my tablets, all the pills, swallow all,
    life is not worth, life isn t worth, my suicide, planning to die, plan to die, ready to die, going to die by my,
    thinking of dying, thinking about dying, thoughts of dying, thoughts of death, thinking about death, ending my pain for good,
    say goodbye forever, goodbye forever, goodbye note, wrote a note to my family for after`,
  es: `
    suicid, autolesi, autolesion, matarme, me mato, me voy a matar, me quiero matar, quitarme la vida, me quito la vida,
    quitarme de en medio, acabar con mi vida, acabar con todo, terminar con mi vida, terminar con todo, poner fin a mi vida,
    ponerle fin a mi vida, poner fin a todo, quiero morir, quisiera morir, ganas de morir, deseo morir, prefiero morir,
    ojala me muera, ojala me muriera, ojala estuviera muert, estar muert, mejor muert, querer morir, no quiero vivir,
    no quiero seguir vivi, no quiero seguir viva, no quiero seguir vivo, no quiero estar viv, sin ganas de vivir,
    no tengo ganas de vivir, no vale la pena vivir, no merece la pena vivir, cansado de vivir, cansada de vivir, harto de vivir,
    harta de vivir, para que vivir, no tengo motivos para vivir, nada por que vivir, nada por lo que vivir, no quiero existir,
    dejar de existir, no quiero despertar, no despertar, ojala no despierte, ojala no despertara, dormir y no despertar,
    dormirme y no despertar, no haber nacido, desaparecer para siempre, estarian mejor sin mi, estariais mejor sin mi, mejor sin mi,
    hacerme dano, me hago dano, lastimarme, me lastimo, herirme, cortarme, me corto, quemarme la piel, cortarme las venas, ahorcarme,
    colgarme, pegarme un tiro, dispararme, ahogarme en el, envenenarme, tirarme por, tirarme de, tirarme al, tirarme a las vias,
    lanzarme por, lanzarme al, saltar por la ventana, saltar del puente, saltar de un puente, tomarme todas las pastillas,
    tomar todas las pastillas, tragarme todas, sobredosis, no aguanto mas vivir, despedirme para siempre, carta de despedida,
    nota de despedida, pensando en la muerte, pensamientos de muerte, pienso en morir`,
};

/** One expression for all of it: three words fit where a `*` stands. */
const pattern = new RegExp(
  Object.values(phrases)
    .flatMap((list) => list.split(",").map((phrase) => phrase.trim().replaceAll(/\s+/g, " ")))
    .map((phrase) => ` ${phrase.replace(" * ", "(?: \\w+){0,3} ")}`)
    .join("|"),
);

/**
 * Whether somebody wrote words about harming themselves. Used for the one answer to those words,
 * and forgotten with it.
 */
export function speaksOfSelfHarm(text: string): boolean {
  return pattern.test(plain(text));
}

/**
 * Lower case, without accents and punctuation, single blanks; an apostrophe is a blank, and so are
 * joined letters spelt apart.
 */
function plain(text: string): string {
  const letters = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return ` ${letters.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}
