import type { Catalogue } from './texts.ts';

const notYou =
  'Wenn Sie das nicht waren: Setzen Sie jetzt ein anderes Passwort, mit „Passwort vergessen?“ auf der Anmeldeseite. Damit enden alle Sitzungen.';

export const de: Catalogue = {
  templates: {
    verify_email: () => ({
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      before: [
        'Jemand hat sich mit dieser Adresse bei ASG Refinery registriert. Wenn Sie das waren, bestätigen Sie, dass sie Ihnen gehört.',
      ],
      action: 'Adresse bestätigen',
      after: ['Der Link gilt 7 Tage. Wenn Sie das nicht waren, ist nichts zu tun.'],
    }),
    confirm_new_email: () => ({
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      before: ['Sie möchten für Ihr Konto bei ASG Refinery von nun an diese Adresse benutzen.'],
      action: 'Diese Adresse benutzen',
      after: [
        'Der Link gilt 24 Stunden. Bis dahin bleibt die alte Adresse. Wenn Sie das nicht waren, ist nichts zu tun.',
      ],
    }),
    reset_password: () => ({
      subject: 'Setzen Sie ein neues Passwort',
      before: ['Jemand hat für Ihr Konto bei ASG Refinery ein neues Passwort angefordert.'],
      action: 'Neues Passwort setzen',
      after: [
        'Der Link gilt einmal, eine Stunde lang. Wenn Sie das nicht waren, ist nichts zu tun: Ihr Passwort bleibt.',
      ],
    }),
    new_device: ({ device, network, at }) => ({
      subject: 'Ein neues Gerät hat sich in Ihr Konto angemeldet',
      before: [`Gerät: ${device || 'unbekannt'}`, `Netz: ${network || 'unbekannt'}`, `Zeit: ${at}`],
      after: ['Wenn Sie das waren, ist nichts zu tun.', notYou],
    }),
    password_changed: ({ at }) => ({
      subject: 'Ihr Passwort wurde geändert',
      before: [`Ihr Passwort bei ASG Refinery wurde geändert (${at}). Alle anderen Sitzungen sind beendet.`],
      after: [notYou],
    }),
    email_changing: ({ newEmail, at }) => ({
      subject: 'Ihre E-Mail-Adresse soll geändert werden',
      before: [
        `Jemand, der Ihr Passwort kennt, möchte für Ihr Konto ${newEmail} benutzen (${at}).`,
        'Sie ändert sich, sobald jemand dem Link folgt, der dorthin ging.',
      ],
      after: [`${notYou} Auch diese Änderung ist dann hinfällig.`],
    }),
    sign_up: () => ({
      subject: 'Schließen Sie Ihre Registrierung ab',
      before: [
        'Jemand hat sich mit dieser Adresse für die Konsole von ASG Refinery registriert. Wenn Sie das waren, wählen Sie ein Passwort, und Sie sind drin.',
      ],
      action: 'Passwort wählen',
      after: [
        'Der Link gilt 24 Stunden. Wenn Sie das nicht waren, ist nichts zu tun: Dann gibt es kein Konto.',
      ],
    }),
    known_account: () => ({
      subject: 'Sie haben schon ein Konto',
      before: [
        'Jemand hat sich mit dieser Adresse für die Konsole von ASG Refinery registriert. Sie hat schon ein Konto; es wurde nichts geändert.',
        'Wenn Sie das waren, melden Sie sich mit Ihrem Passwort an, oder setzen Sie ein neues.',
      ],
      action: 'Neues Passwort setzen',
      after: ['Der Link gilt einmal, eine Stunde lang. Wenn Sie das nicht waren, ist nichts zu tun.'],
    }),
    pool_invitation: ({ organisation }) => ({
      subject: 'Sie sind zum Annotieren eingeladen',
      before: [
        `${organisation} lädt Sie ein, bei ASG Refinery für sie zu annotieren, als eine ihrer eigenen Personen.`,
        'Sie sehen Bilder oder Texte und wählen die Antwort, die passt. Ob das bezahlt wird, ist zwischen Ihnen und ihnen.',
      ],
      action: 'Einladung ansehen',
      after: [
        'Der Link lässt eine Person ein. Wenn Sie nicht wissen, wer das ist, ist nichts zu tun: Es geschieht nichts.',
      ],
    }),
    wallet_set: ({ wallet, at }) => ({
      subject: 'Ihre Wallet wurde angegeben',
      before: [`Ihr Verdienst bei ASG Refinery geht von nun an an ${wallet} (angegeben: ${at}).`],
      action: 'Das war ich nicht',
      after: [
        'Wenn Sie das waren, ist nichts zu tun.',
        'Wenn nicht: Mit dem Link wird Ihr Verdienst für Sie verwahrt, alle Sitzungen enden, und Sie setzen ein anderes Passwort. Er gilt 7 Tage.',
      ],
    }),
    wallet_changing: ({ wallet, from, at }) => ({
      subject: 'Ihre Wallet soll geändert werden',
      before: [
        `Jemand, der in Ihrem Konto bei ASG Refinery ist, möchte Ihren Verdienst an ${wallet} zahlen lassen (verlangt: ${at}).`,
        `Das beginnt am ${from}. Bis dahin ändert sich nichts.`,
      ],
      action: 'Das war ich nicht',
      after: [
        'Wenn Sie das waren, ist nichts zu tun.',
        'Wenn nicht: Der Link verhindert es, alle Sitzungen enden, und Sie setzen ein anderes Passwort. Er gilt 7 Tage; nach der Änderung wird mit ihm Ihr Verdienst für Sie verwahrt.',
      ],
    }),
    passkey_added: ({ name, at }) => ({
      subject: 'Ihr Konto hat einen neuen Passkey',
      before: [`„${name}“ öffnet Ihr Konto bei ASG Refinery von nun an ohne Passwort (${at}).`],
      after: [
        'Wenn Sie das waren, ist nichts zu tun.',
        `${notYou} Entfernen Sie dann diesen Passkey aus Ihrem Konto.`,
      ],
    }),
    passkey_removed: ({ name, at }) => ({
      subject: 'Ein Passkey wurde aus Ihrem Konto entfernt',
      before: [
        `„${name}“ öffnet Ihr Konto bei ASG Refinery nicht mehr (${at}). Alle anderen Sitzungen sind beendet.`,
      ],
      after: [notYou],
    }),
    second_factor_on: ({ at }) => ({
      subject: 'Die Anmeldung mit Passwort braucht jetzt einen Code',
      before: [
        `Jemand, der in Ihrem Konto bei ASG Refinery angemeldet ist, hat das eingeschaltet (${at}). Alle anderen Sitzungen sind beendet.`,
        'Bewahren Sie die Wiederherstellungscodes dort auf, wo Sie sie ohne Ihr Telefon finden: Jeder ersetzt einmal einen Code.',
      ],
      after: [`${notYou} Schreiben Sie dann dem Betreiber: Der Code ist nicht Ihrer.`],
    }),
    second_factor_off: ({ at }) => ({
      subject: 'Die Anmeldung mit Passwort braucht keinen Code mehr',
      before: [
        `Jemand mit Ihrem Passwort und einem Code hat das für Ihr Konto bei ASG Refinery ausgeschaltet (${at}). Alle anderen Sitzungen sind beendet.`,
      ],
      after: [notYou],
    }),
    second_factor_ending: ({ ends }) => ({
      subject: 'Die Anmeldung mit Passwort braucht bald keinen Code mehr',
      before: [
        `Dem Betreiber von ASG Refinery wurde gesagt, dass Sie Ihr Telefon und Ihre Wiederherstellungscodes verloren haben. Ab ${ends} genügt Ihr Passwort.`,
      ],
      after: [
        'Wenn Sie Ihr Telefon noch haben: Melden Sie sich vorher mit einem Code an, dann bleibt alles, wie es ist.',
        notYou,
      ],
    }),
    recovery_code_used: ({ left, at }) => ({
      subject: 'Ein Wiederherstellungscode Ihres Kontos wurde benutzt',
      before: [
        `Jemand mit Ihrem Passwort hat ihn bei ASG Refinery benutzt (${at}).`,
        `Übrige Wiederherstellungscodes: ${left}`,
      ],
      after: ['Wenn Sie das waren: Machen Sie neue, bevor sie aufgebraucht sind.', notYou],
    }),
    codes_guessed: ({ at }) => ({
      subject: 'Jemand kennt Ihr Passwort und rät Ihre Codes',
      before: [
        `Für Ihr Konto bei ASG Refinery wurden nach dem richtigen Passwort fünf falsche Codes nacheinander eingegeben (${at}). Von nun an wird alle 15 Minuten einer angesehen.`,
      ],
      after: [
        'Wenn Sie das waren: Mit einem Wiederherstellungscode oder einem Passkey kommen Sie sofort hinein.',
        notYou,
      ],
    }),
    invitation: ({ name, role, by }) => ({
      subject: `Sie sind zu „${name}“ eingeladen`,
      before: [
        `${by || 'Jemand'} lädt Sie in der Konsole von ASG Refinery in die Organisation „${name}“ ein, als ${role}.`,
        'Folgen Sie dem Link, um beizutreten: mit Ihrem Konto dort oder mit einem neuen.',
      ],
      action: 'Einladung ansehen',
      after: [
        'Der Link gilt einmal, 7 Tage lang. Wenn Sie niemanden davon kennen, ist nichts zu tun: Sie treten dann nirgends bei.',
      ],
    }),
    account_leaving: ({ at, until }) => ({
      subject: 'Ihr Konto soll gelöscht werden',
      before: [
        `Sie möchten, dass Ihr Konto bei ASG Refinery gelöscht wird (${at}).`,
        `Bis ${until} können Sie das zurücknehmen: Melden Sie sich an, oder benutzen Sie den Knopf. Danach wird alles Persönliche gelöscht, und niemand kann es zurückholen.`,
        'Was für Sie verwahrt wird, geht an Ihre Wallet, wenn bis dahin eine angegeben ist.',
      ],
      action: 'Mein Konto behalten',
      after: [notYou],
    }),
    person_leaving: ({ at, until }) => ({
      subject: 'Ihr Konto soll gelöscht werden',
      before: [
        `Sie möchten, dass Ihr Konto in der Console von ASG Refinery gelöscht wird (${at}).`,
        `Bis ${until} können Sie das zurücknehmen: Melden Sie sich an, oder benutzen Sie den Knopf. Danach sind Sie in keiner Organisation mehr Mitglied, alles Persönliche wird gelöscht, und niemand kann es zurückholen.`,
      ],
      action: 'Mein Konto behalten',
      after: [notYou],
    }),
    deletion_waits: ({ organisations, until }) => ({
      subject: 'Ihr Konto wird noch nicht gelöscht',
      before: [
        `Sie möchten, dass Ihr Konto bei ASG Refinery gelöscht wird, und sind allein Eigentümer von ${organisations}.`,
        `Eine Organisation braucht einen Eigentümer: Melden Sie sich an, machen Sie jemand anderen dazu oder lassen Sie die Organisation löschen, und löschen Sie dann Ihr Konto. Am ${until} und danach jeden Tag wird wieder nachgesehen; sobald jemand anderes Eigentümer ist, wird Ihr Konto gelöscht.`,
      ],
      after: [notYou],
    }),
    organisation_leaving: ({ name, customerId, at, until }) => ({
      subject: 'Ihre Organisation soll gelöscht werden',
      before: [
        `Ein Eigentümer von ${name} (${customerId}) möchte, dass sie gelöscht wird (${at}).`,
        `Bis ${until} kann ein Eigentümer das in der Console unter „Your organisations“ zurücknehmen. Danach öffnen ihre Schlüssel nichts mehr, Offenes wird abgebrochen, Inhalte und alles Persönliche werden gelöscht, und niemand kann es zurückholen. Was bezahlt wurde und die Belege bleiben, nur unter ihrer Kennung.`,
      ],
      after: [],
    }),
    organisation_staying: ({ name, customerId }) => ({
      subject: 'Ihre Organisation wird nicht gelöscht',
      before: [
        `${name} (${customerId}) sollte gelöscht werden. Ein Eigentümer hat das zurückgenommen: Sie bleibt.`,
      ],
      after: [],
    }),
    organisation_waits: ({ name, customerId, until }) => ({
      subject: 'Ihre Organisation wird noch nicht gelöscht',
      before: [
        `${name} (${customerId}) sollte gelöscht werden, aber es ist noch Geld im Guthaben, oder jemand ist noch nicht bezahlt.`,
        `Was im Guthaben ist, wird ausgegeben, oder der Betreiber zahlt es zurück. Am ${until} und danach jeden Tag wird wieder nachgesehen; sobald nichts mehr offen ist, wird die Organisation gelöscht.`,
      ],
      after: [],
    }),
    pool_leaving: ({ organisation, until }) => ({
      subject: 'Eine Organisation, für die Sie arbeiten, soll gelöscht werden',
      before: [
        `${organisation} soll am ${until} gelöscht werden. Dann gehören Sie nicht mehr zu ihren Leuten und bekommen keine Aufgaben mehr von ihr. Ihr Konto und was Sie verdient haben, bleiben.`,
      ],
      after: [],
    }),
    account_staying: () => ({
      subject: 'Ihr Konto wird nicht gelöscht',
      before: ['Sie wollten Ihr Konto bei ASG Refinery löschen lassen. Das wurde zurückgenommen: Es bleibt.'],
      after: [notYou],
    }),
  },
  orOpen: 'Oder öffnen Sie diese Adresse:',
  foot: 'Sie bekommen dies, weil diese Adresse bei ASG Refinery angegeben wurde. Antworten darauf liest niemand.',
};
