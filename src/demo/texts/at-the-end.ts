import type { CompletionResult, DropoutReason, Whereabouts } from '../../terms/catalogues.js';

export const proposals = [
  'Fehlt seit zwei Wochen, unsere Angebote werden nicht mehr angenommen.',
  'Wir sehen das Ziel in dieser Gruppe nicht mehr erreichbar.',
  'Gespräche geführt, Vereinbarungen wurden nicht gehalten.',
  'Hat angekündigt, nicht mehr zu kommen.',
];

export const agreements = [
  'Weiter mit vier Tagen in der Woche, wöchentliches Gespräch.',
  'Wechsel in die andere Gruppe ab Montag.',
  'Zwei Wochen Aufschub, danach Gespräch zu dritt.',
  'Praktikum wird vorgezogen.',
  'Beginn eine Stunde später, Kita ist damit vereinbar.',
];

export const dropouts = {
  announced: [
    'Gemeinsam beendet, Anschluss ist besprochen.',
    'Trotz mehrerer Gespräche nicht zu halten. Tür bleibt offen.',
    'Entscheidung mitgetragen; es war nicht der richtige Zeitpunkt.',
  ],
  sudden: [
    'Erst durch Anruf beim Träger erfahren, dass niemand mehr kam.',
    'Ende kam ohne Vorzeichen in den Meldungen.',
    'Von der Person selbst erfahren; Meldung des Trägers steht aus.',
  ],
} as const;

export const farewells: Readonly<Partial<Record<DropoutReason, readonly string[]>>> = {
  'took-up-work': [
    'Beginnt eine Arbeit, alles Gute!',
    'Zusage aus eigener Bewerbung, Vertrag liegt vor.',
    'Übernahme durch den Praktikumsbetrieb.',
  ],
  'took-up-training': ['Ausbildungsplatz bekommen.', 'Beginnt eine Umschulung.'],
  transferred: ['Wechsel in eine passendere Maßnahme.', 'Gemeinsam für ein anderes Angebot entschieden.'],
  moved: ['Umzug in eine andere Stadt, Unterlagen übergeben.'],
  'entitlement-ended': ['Leistungsbezug endet, Einkommen reicht.'],
};

export const completions: Readonly<Record<CompletionResult, readonly string[]>> = {
  'goal-reached': [
    'Ziel erreicht, Vorstellungsgespräch steht an.',
    'Hat viel mitgenommen und sagt das auch.',
    'Guter Abschluss, Zeugnis übergeben.',
  ],
  'goal-partly-reached': [
    'Ein Stück geschafft, der nächste Schritt ist klar.',
    'Tagesstruktur hält, Arbeitssuche geht weiter.',
  ],
  'formally-ended': [
    'Regulär zu Ende, Ergebnis offen.',
    'Zeit ist abgelaufen, Auswertung folgt im Gespräch.',
  ],
};

export const whereabouts: Readonly<Partial<Record<Whereabouts, readonly string[]>>> = {
  employed: ['Arbeitet in Vollzeit, Rückmeldung war fröhlich.', 'Befristet für ein Jahr.'],
  'minor-employment': ['Zehn Stunden in der Woche im Verkauf.'],
  'in-training': ['Ausbildung läuft.'],
  'in-measure': ['Nimmt an einem weiterführenden Angebot teil.'],
  unemployed: ['Sucht weiter, nächstes Gespräch vereinbart.'],
  'not-available': ['Betreut zurzeit Angehörige.'],
};

export const corrections = {
  attendance: [
    'Bescheinigung nachgereicht, Tage waren entschuldigt.',
    'Verwechslung in der Liste, Träger hat angerufen.',
  ],
  start: ['Einstieg war einen Tag früher, laut Anwesenheitsliste.', 'Zahlendreher beim Datum.'],
  'took-up-work': ['Stellte sich später als Arbeitsaufnahme heraus, Vertrag lag vor.'],
  moved: ['Nach Rücksprache: Umzug war der Grund.'],
} as const;

export const annulments = {
  contact: ['Doppelt erfasst.', 'Gehört zu einem anderen Vorgang.'],
  crisis: ['Bei der falschen Person eingetragen.', 'Verwechslung zweier Vorgänge.'],
  duplicate: ['Angebot wurde zweimal angelegt.', 'Doppelte Erfassung nach Vertretung.'],
  mistake: ['Für die falsche Person angelegt.'],
} as const;

export const disputes = {
  client: [
    'Ich war an diesem Tag da und habe unterschrieben.',
    'So habe ich das nicht gesagt.',
    'Ich hatte mich rechtzeitig entschuldigt.',
  ],
  provider: [
    'Die Tage wurden von uns falsch übertragen, Liste liegt bei.',
    'Unsere Meldung war missverständlich.',
  ],
} as const;

export const settlements = {
  upheld: ['Unterschriftenliste bestätigt die Darstellung.', 'Einwand ist berechtigt.'],
  rejected: ['Unterlagen geprüft, Eintrag stimmt.', 'Nach Gespräch mit beiden Seiten bleibt der Eintrag.'],
  corrected: ['Eintrag wurde berichtigt.'],
} as const;
