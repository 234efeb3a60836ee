import type { CrisisKind, CrisisResult, InterventionKind, RiskResult } from '../../terms/catalogues.js';

export const contacts = {
  good: [
    'Läuft gut, geht gern hin. Hat von der Werkstatt erzählt.',
    'Fühlt sich in der Gruppe wohl, Lebenslauf ist neu geschrieben.',
    'Praktikum ist in Aussicht, freut sich darauf.',
    'Kommt mit dem frühen Aufstehen inzwischen zurecht.',
    'Hat zum ersten Mal vor der Gruppe gesprochen.',
    'Zwischenstand: Bewerbungen geschrieben, zwei Einladungen.',
    'Alles ruhig, nächster Termin vereinbart.',
    'Möchte mehr Stunden machen; mit Träger klären.',
    'Kita klappt, der Tag ist eng, aber machbar.',
    'Hat Rückmeldung vom Träger bekommen, die gut tat.',
  ],
  hard: [
    'Es ist gerade viel. Gemeinsam geschaut, was entlasten kann.',
    'Überlegt aufzuhören. Vereinbart: noch zwei Wochen, dann neu sprechen.',
    'Fehlt öfter, sagt offen warum. Absprache mit Träger angeboten.',
    'War schweigsamer als sonst. Rückruf am Freitag vereinbart.',
    'Braucht eine Pause vom Lärm in der Werkstatt.',
    'Sorge um die Wohnung überlagert alles. Beratungsstelle benannt.',
  ],
  withProvider: [
    'Kurzer Abgleich mit der Anleitung, keine Auffälligkeiten.',
    'Gespräch zu dritt: Ziele für die nächsten Wochen festgehalten.',
    'Träger schildert Fortschritte bei Pünktlichkeit.',
    'Besuch vor Ort, Arbeitsplatz gesehen.',
    'Träger bittet um Rückmeldung zum Praktikumsbetrieb.',
  ],
  byProvider: [
    'Einzelgespräch zum Stand der Bewerbungen.',
    'Lernstand besprochen, Mathe wird einzeln geübt.',
    'Gespräch nach Fehltag, Lage geklärt.',
    'Praktikumsbetrieb gemeinsam besucht.',
  ],
  attempt: [
    'Nicht erreicht, Nachricht hinterlassen.',
    'Mailbox. Neuer Versuch morgen.',
    'Termin verpasst, neuer vorgeschlagen.',
  ],
  letter: ['Einladung zum Gespräch geschickt.', 'Zwischenstand schriftlich zusammengefasst.'],
} as const;

type ToldKind = Exclude<CrisisKind, 'not-disclosed'>;

export const crises: Readonly<Record<ToldKind, readonly string[]>> = {
  health: [
    'Klagt seit Tagen über starke Schmerzen, möchte trotzdem kommen.',
    'Wirkt erschöpft, schläft kaum.',
    'Nach Arztbesuch sehr verunsichert.',
    'Rücken macht wieder Beschwerden, Heben geht zurzeit nicht.',
    'Panik in der vollen Bahn, kam zu spät und aufgelöst an.',
  ],
  'family-or-care': [
    'Betreuung der Kinder ist weggebrochen.',
    'Vater ist gestürzt und braucht täglich Hilfe.',
    'Trennung, Alltag muss neu geordnet werden.',
    'Jüngstes Kind häufig krank, Großeltern wohnen weit weg.',
    'Pflege der Mutter lässt sich kaum mit den Zeiten vereinbaren.',
  ],
  addiction: [
    'Rückfall, spricht selbst darüber und bittet um Hilfe.',
    'Zweimal nicht arbeitsfähig erschienen, Gespräch geführt.',
    'Möchte wieder in die Gruppe gehen, traut sich allein nicht.',
  ],
  'housing-or-money': [
    'Kündigung der Wohnung liegt vor.',
    'Stromsperre ist angekündigt.',
    'Konto gepfändet, Fahrgeld fehlt.',
    'Schläft zurzeit bei Bekannten auf dem Sofa.',
    'Nachzahlung für Heizkosten macht große Sorge.',
  ],
  'conflict-in-group': [
    'Streit in der Gruppe, zwei gehen sich aus dem Weg.',
    'Abfällige Bemerkungen, die Stimmung ist gekippt.',
    'Fühlt sich ausgeschlossen.',
    'Auseinandersetzung um Werkzeug, es wurde laut.',
  ],
  'conflict-with-staff': [
    'Fühlt sich von der Anleitung bloßgestellt.',
    'Meinungsverschiedenheit über Pausenzeiten ist laut geworden.',
    'Sieht sich ungerecht beurteilt und möchte das klären.',
  ],
  overload: [
    'Das Tempo ist zu hoch, zieht sich zurück.',
    'Tränen nach der Prüfungssituation.',
    'Sagt, es sei alles zu viel auf einmal.',
    'Hält den langen Tag noch nicht durch.',
    'Kommt morgens kaum aus dem Haus, die Kraft fehlt.',
  ],
  underload: [
    'Langweilt sich, kennt den Stoff bereits.',
    'Fragt, wann endlich Praxis kommt.',
    'Wünscht sich schwierigere Aufgaben.',
  ],
  travel: [
    'Buslinie gestrichen, Weg dauert nun fast zwei Stunden.',
    'Fahrkarte nicht rechtzeitig bewilligt.',
    'Frühschicht ist mit dem ersten Bus nicht zu schaffen.',
  ],
  authority: [
    'Aufenthaltstitel läuft ab, Termin bei der Behörde offen.',
    'Schreiben vom Amt löst große Sorge aus.',
    'Unterhaltsvorschuss steht aus, mehrere Stellen beteiligt.',
  ],
  other: [
    'Wirkt verändert, möchte nicht sagen warum.',
    'Ein Todesfall im Freundeskreis beschäftigt sehr.',
    'Handy und Papiere verloren, vieles stockt.',
  ],
};

/** Who else can help, by what it is about. */
export const referrals: Readonly<Record<ToldKind, readonly string[]>> = {
  health: ['Hausärztlichen Termin vermittelt.', 'Sozialpsychiatrischer Dienst bietet ein Gespräch an.'],
  'family-or-care': ['Kontakt zur Familienhilfe hergestellt.', 'Pflegestützpunkt berät nächste Woche.'],
  addiction: ['Suchtberatung begleitet aufgesucht.', 'Aufnahme in die offene Gruppe der Beratungsstelle.'],
  'housing-or-money': [
    'An die Schuldnerberatung vermittelt, Termin steht.',
    'Wohnungsnotfallhilfe eingeschaltet.',
  ],
  'conflict-in-group': ['Konfliktberatung des Trägers bietet Termine an.'],
  'conflict-with-staff': ['Beschwerdestelle des Trägers benannt, Begleitung angeboten.'],
  overload: ['Psychologische Beratung im Haus angeboten.', 'Reha-Beratung benannt.'],
  underload: ['Beratung zu Teilqualifizierung vermittelt.'],
  travel: ['Mobilitätshilfe der Stadt angefragt.'],
  authority: ['Migrationsberatung begleitet zum Termin.', 'Sozialrechtliche Beratungsstelle benannt.'],
  other: ['Krisentelefon und Beratungsstelle benannt.'],
};

export const reassessments = {
  up: ['Hat sich zugespitzt, kommt kaum noch zur Ruhe.', 'Belastender als zuerst gedacht.'],
  down: ['Etwas ruhiger geworden.', 'Erste Entlastung ist spürbar.', 'Hilfe von außen greift.'],
} as const;

export const interventions: Readonly<Record<Exclude<InterventionKind, 'referral'>, readonly string[]>> = {
  talk: [
    'Gespräch geführt, nächste Schritte gemeinsam festgelegt.',
    'Zugehört und sortiert. Rückmeldung am Montag.',
    'Vereinbart, was diese Woche leichter werden soll.',
    'Telefonat am Abend, danach ruhiger.',
    'Gemeinsam aufgeschrieben, was hilft und was nicht.',
    'Offen gesprochen; möchte, dass der Träger Bescheid weiß.',
  ],
  'case-conference': [
    'Fallgespräch mit Träger, Aufgaben verteilt.',
    'Runder Tisch mit Einverständnis, Plan für vier Wochen.',
    'Absprache zu dritt, Träger meldet sich wöchentlich.',
  ],
  'home-visit': ['Besuch zu Hause nach Absprache, Lage geklärt.', 'Auf Wunsch zu Hause gesprochen.'],
  mediation: [
    'Moderiertes Gespräch, beide Seiten gehört.',
    'Absprache über den Umgang in der Gruppe getroffen.',
  ],
  'measure-adjusted': [
    'Stundenzahl für drei Wochen verringert.',
    'Wechsel in die ruhigere Werkstattgruppe.',
    'Beginn auf neun Uhr verlegt.',
    'Andere Aufgaben vereinbart, Einweisung folgt.',
  ],
  'emergency-service': [
    'Krisendienst hinzugezogen, begleitet bis zum Gespräch dort.',
    'Ärztliche Hilfe gerufen, Träger blieb dabei.',
  ],
  letter: ['Schriftlich Gesprächstermin angeboten.'],
  other: ['Rückruf beim Träger, Absprache festgehalten.', 'Unterlagen gemeinsam zusammengestellt.'],
};

export const crisisResults: Readonly<Record<CrisisResult, readonly string[]>> = {
  overcome: ['Überstanden, Rückkehr in den Alltag gelungen.', 'Lösung gefunden, die trägt.'],
  eased: ['Nicht vorbei, aber handhabbar.', 'Deutlich leichter, bleibt im Blick.'],
  referred: ['In guten Händen bei der Fachstelle.', 'Weitere Begleitung durch den sozialen Dienst.'],
  unfounded: ['Missverständnis, geklärt.', 'Sorge hat sich nicht bestätigt.'],
};

export const risks = {
  provider: [
    'Aus unserer Sicht gefährdet, bitte um gemeinsames Gespräch.',
    'Rückzug seit zwei Wochen, wir machen uns Sorgen.',
    'Motivation lässt nach, Gründe noch offen.',
  ],
  adviser: ['Eindruck aus dem Gespräch: steht kurz vor dem Aufhören.', 'Mehrere Belastungen zugleich.'],
  client: [
    'Sagt selbst: Ich weiß nicht, ob ich das durchhalte.',
    'Möchte überlegen, ob der Weg noch stimmt.',
  ],
} as const;

export const riskResults: Readonly<Record<RiskResult, readonly string[]>> = {
  averted: [
    'Ist wieder regelmäßig da.',
    'Absprachen greifen, Entscheidung fürs Weitermachen.',
    'Nach dem Gespräch zu dritt ist Ruhe eingekehrt.',
  ],
  unfounded: [
    'Fehltage waren entschuldigt, Bescheinigung lag beim Träger.',
    'Kein Grund zur Sorge, Meldung beruhte auf einem Irrtum.',
  ],
};

export const interruptions = [
  { reason: 'Stationärer Aufenthalt, Rückkehr geplant.', back: 'Wieder da, steigt langsam ein.' },
  { reason: 'Reise zu erkrankten Angehörigen.', back: 'Zurück, möchte weitermachen.' },
  { reason: 'Kind krank, keine andere Betreuung.', back: 'Betreuung ist geregelt.' },
  { reason: 'Gerichtstermine und Wohnungsauflösung.', back: 'Wohnung ist geklärt.' },
];

export const attendanceNotes = [
  'Bescheinigung liegt vor.',
  'Praktikumswoche, Nachweis vom Betrieb.',
  'Fehltage besprochen.',
  'Teilweise online teilgenommen.',
];
