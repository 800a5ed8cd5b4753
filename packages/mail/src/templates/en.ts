import type { Catalogue } from './texts.ts';

const notYou =
  'If this was not you: set another password now, with “Forgot your password?” on the log-in page. That ends every session.';

export const en: Catalogue = {
  templates: {
    verify_email: () => ({
      subject: 'Confirm your e-mail address',
      before: [
        'Somebody signed up at ASG Refinery with this address. If it was you, confirm that it is yours.',
      ],
      action: 'Confirm my address',
      after: ['The link works for 7 days. If it was not you, do nothing.'],
    }),
    confirm_new_email: () => ({
      subject: 'Confirm your new e-mail address',
      before: ['You want to use this address for your account at ASG Refinery from now on.'],
      action: 'Use this address',
      after: [
        'The link works for 24 hours. Until then the old address stays. If it was not you, do nothing.',
      ],
    }),
    reset_password: () => ({
      subject: 'Set a new password',
      before: ['Somebody asked for a new password for your account at ASG Refinery.'],
      action: 'Set a new password',
      after: [
        'The link works once, for an hour. If it was not you, do nothing: your password stays as it is.',
      ],
    }),
    new_device: ({ device, network, at }) => ({
      subject: 'A new device signed in to your account',
      before: [`Device: ${device || 'unknown'}`, `Network: ${network || 'unknown'}`, `Time: ${at}`],
      after: ['If this was you, there is nothing to do.', notYou],
    }),
    password_changed: ({ at }) => ({
      subject: 'Your password was changed',
      before: [`Your password at ASG Refinery was changed (${at}). All other sessions have ended.`],
      after: [notYou],
    }),
    email_changing: ({ newEmail, at }) => ({
      subject: 'Your e-mail address is being changed',
      before: [
        `Somebody who knows your password asked to use ${newEmail} for your account (${at}).`,
        'It changes once the link that was sent there is followed.',
      ],
      after: [`${notYou} The change is then off, too.`],
    }),
    // Without the name that was given: a stranger chose it.
    sign_up: () => ({
      subject: 'Finish your sign-up',
      before: [
        'Somebody signed up for the Console of ASG Refinery with this address. If it was you, choose a password, and you are in.',
      ],
      action: 'Choose a password',
      after: ['The link works for 24 hours. If it was not you, do nothing: there is no account then.'],
    }),
    known_account: () => ({
      subject: 'You have an account already',
      before: [
        'Somebody signed up for the Console of ASG Refinery with this address, which has an account already. Nothing was changed.',
        'If it was you, log in with your password, or set a new one.',
      ],
      action: 'Set a new password',
      after: ['The link works once, for an hour. If it was not you, do nothing.'],
    }),
    pool_invitation: ({ organisation }) => ({
      subject: 'You are invited to label',
      before: [
        `${organisation} invites you to label for them at ASG Refinery, as one of their own people.`,
        'You look at pictures or texts and choose the answer that fits. Whether it is paid is between you and them.',
      ],
      action: 'See the invitation',
      after: ['The link lets one person in. If you do not know who this is, do nothing: nothing happens.'],
    }),
    wallet_set: ({ wallet, at }) => ({
      subject: 'Your wallet was set',
      before: [`What you earn at ASG Refinery goes to ${wallet} from now on (set ${at}).`],
      action: 'This was not me',
      after: [
        'If this was you, there is nothing to do.',
        'If it was not: the link has your earnings held for you, ends every session, and lets you set another password. It works for 7 days.',
      ],
    }),
    wallet_changing: ({ wallet, from, at }) => ({
      subject: 'Your wallet is being changed',
      before: [
        `Somebody who is in your account at ASG Refinery wants your earnings to go to ${wallet} (asked ${at}).`,
        `That begins on ${from}. Until then nothing changes.`,
      ],
      action: 'This was not me',
      after: [
        'If this was you, there is nothing to do.',
        'If it was not: the link stops it, ends every session, and lets you set another password. It works for 7 days; after the change it has your earnings held for you.',
      ],
    }),
    passkey_added: ({ name, at }) => ({
      subject: 'A passkey was added to your account',
      before: [`“${name}” opens your account at ASG Refinery from now on, without a password (${at}).`],
      after: [
        'If this was you, there is nothing to do.',
        `${notYou} Then remove that passkey from your account.`,
      ],
    }),
    passkey_removed: ({ name, at }) => ({
      subject: 'A passkey was removed from your account',
      before: [
        `“${name}” does not open your account at ASG Refinery any more (${at}). All other sessions have ended.`,
      ],
      after: [notYou],
    }),
    second_factor_on: ({ at }) => ({
      subject: 'Log-ins with your password need a code now',
      before: [
        `Somebody who is logged in to your account at ASG Refinery turned this on (${at}). All other sessions have ended.`,
        'Keep the recovery codes where you find them without your phone: each of them takes the place of a code once.',
      ],
      after: [`${notYou} Then write to the operator: the code is not yours.`],
    }),
    second_factor_off: ({ at }) => ({
      subject: 'Log-ins with your password need no code any more',
      before: [
        `Somebody with your password and a code turned this off for your account at ASG Refinery (${at}). All other sessions have ended.`,
      ],
      after: [notYou],
    }),
    second_factor_ending: ({ ends }) => ({
      subject: 'Log-ins with your password will soon need no code',
      before: [
        `The operator of ASG Refinery was told that you lost your phone and your recovery codes. From ${ends} on your password is enough to log in.`,
      ],
      after: [
        'If you still have your phone: log in with a code before then, and everything stays as it is.',
        notYou,
      ],
    }),
    recovery_code_used: ({ left, at }) => ({
      subject: 'A recovery code of your account was used',
      before: [
        `Somebody with your password used it at ASG Refinery (${at}).`,
        `Recovery codes left: ${left}`,
      ],
      after: ['If this was you: make new ones before they run out.', notYou],
    }),
    codes_guessed: ({ at }) => ({
      subject: 'Somebody knows your password and guesses your codes',
      before: [
        `Five wrong codes in a row were given for your account at ASG Refinery, after the right password (${at}). From now on one is looked at every 15 minutes.`,
      ],
      after: ['If this was you: a recovery code or a passkey lets you in at once.', notYou],
    }),
    invitation: ({ name, role, by }) => ({
      subject: `You are invited to “${name}”`,
      before: [
        `${by || 'Somebody'} invites you to the organisation “${name}” in the Console of ASG Refinery, as ${role}.`,
        'Follow the link to join: with your account there, or with a new one.',
      ],
      action: 'See the invitation',
      after: ['The link works once, for 7 days. If you do not know them, do nothing: you join nothing then.'],
    }),
    account_leaving: ({ at, until }) => ({
      subject: 'Your account is to be deleted',
      before: [
        `You asked for your account at ASG Refinery to be deleted (${at}).`,
        `Until ${until} you can take it back: log in, or use the button. After that all that is personal is erased, and nobody can bring it back.`,
        'What is held for you is sent to your wallet if one is set by then.',
      ],
      action: 'Keep my account',
      after: [notYou],
    }),
    person_leaving: ({ at, until }) => ({
      subject: 'Your account is to be deleted',
      before: [
        `You asked for your account in the Console of ASG Refinery to be deleted (${at}).`,
        `Until ${until} you can take it back: log in, or use the button. After that you are a member of no organisation, all that is personal is erased, and nobody can bring it back.`,
      ],
      action: 'Keep my account',
      after: [notYou],
    }),
    deletion_waits: ({ organisations, until }) => ({
      subject: 'Your account is not deleted yet',
      before: [
        `You asked for your account at ASG Refinery to be deleted, and you are the only owner of ${organisations}.`,
        `An organisation needs an owner: log in, make somebody else an owner or have the organisation deleted, and ask again. Whether it has another owner is looked at again on ${until}, and every day after; as soon as it has one, your account is deleted.`,
      ],
      after: [notYou],
    }),
    organisation_leaving: ({ name, customerId, at, until }) => ({
      subject: 'Your organisation is to be deleted',
      before: [
        `An owner of ${name} (${customerId}) asked for it to be deleted (${at}).`,
        `Until ${until} an owner can take that back in the Console, at “Your organisations”. After that its keys open nothing, what is open is cancelled, items and all that is personal are erased, and nobody can bring it back. What was paid and the receipts stay under its id alone.`,
      ],
      after: [],
    }),
    organisation_staying: ({ name, customerId }) => ({
      subject: 'Your organisation is not deleted',
      before: [`${name} (${customerId}) was to be deleted. An owner took that back: it stays.`],
      after: [],
    }),
    organisation_waits: ({ name, customerId, until }) => ({
      subject: 'Your organisation is not deleted yet',
      before: [
        `${name} (${customerId}) was to be deleted, but there is money in its balance, or somebody who labelled for it is not paid yet.`,
        `What is in the balance is spent, or the operator sends it back. It is looked at again on ${until}, and every day after; as soon as nothing is left the organisation is deleted.`,
      ],
      after: [],
    }),
    pool_leaving: ({ organisation, until }) => ({
      subject: 'An organisation that you label for is to be deleted',
      before: [
        `${organisation} is to be deleted on ${until}. You are not one of its own people then, and get no more of its tasks. Your account and what you earned stay.`,
      ],
      after: [],
    }),
    account_staying: () => ({
      subject: 'Your account is not deleted',
      before: [
        'You had asked for your account at ASG Refinery to be deleted. This was taken back: it stays.',
      ],
      after: [notYou],
    }),
  },
  orOpen: 'Or open this address:',
  foot: 'You get this because this address was given at ASG Refinery. Nobody reads answers to it.',
};
