import type { Catalogue } from './texts.ts';

const notYou =
  'Si ce n’était pas vous\u00a0: définissez maintenant un autre mot de passe, avec «\u00a0Mot de passe oublié\u00a0?\u00a0» sur la page de connexion. Cela ferme toutes les sessions.';
const ifYou = 'Si c’était vous, il n’y a rien à faire.';

export const fr: Catalogue = {
  templates: {
    verify_email: () => ({
      subject: 'Confirmez votre adresse e-mail',
      before: [
        'Une personne s’est inscrite chez ASG Refinery avec cette adresse. Si c’était vous, confirmez qu’elle est la vôtre.',
      ],
      action: 'Confirmer mon adresse',
      after: ['Le lien est valable 7 jours. Si ce n’était pas vous, ne faites rien.'],
    }),
    confirm_new_email: () => ({
      subject: 'Confirmez votre nouvelle adresse e-mail',
      before: ['Vous voulez désormais utiliser cette adresse pour votre compte chez ASG Refinery.'],
      action: 'Utiliser cette adresse',
      after: [
        'Le lien est valable 24 heures. D’ici là, l’ancienne adresse reste. Si ce n’était pas vous, ne faites rien.',
      ],
    }),
    reset_password: () => ({
      subject: 'Définissez un nouveau mot de passe',
      before: ['Une personne a demandé un nouveau mot de passe pour votre compte chez ASG Refinery.'],
      action: 'Définir un nouveau mot de passe',
      after: [
        'Le lien sert une fois, pendant une heure. Si ce n’était pas vous, ne faites rien\u00a0: votre mot de passe reste le même.',
      ],
    }),
    new_device: ({ device, network, at }) => ({
      subject: 'Un nouvel appareil s’est connecté à votre compte',
      before: [
        `Appareil\u00a0: ${device || 'inconnu'}`,
        `Réseau\u00a0: ${network || 'inconnu'}`,
        `Heure\u00a0: ${at}`,
      ],
      after: [ifYou, notYou],
    }),
    password_changed: ({ at }) => ({
      subject: 'Votre mot de passe a été changé',
      before: [
        `Votre mot de passe chez ASG Refinery a été changé (${at}). Toutes les autres sessions sont fermées.`,
      ],
      after: [notYou],
    }),
    email_changing: ({ newEmail, at }) => ({
      subject: 'Votre adresse e-mail va changer',
      before: [
        `Une personne qui connaît votre mot de passe a demandé d’utiliser ${newEmail} pour votre compte (${at}).`,
        'Elle change dès que le lien envoyé là-bas est suivi.',
      ],
      after: [`${notYou} Le changement est alors annulé, lui aussi.`],
    }),
    sign_up: () => ({
      subject: 'Terminez votre inscription',
      before: [
        'Une personne s’est inscrite à la Console d’ASG Refinery avec cette adresse. Si c’était vous, choisissez un mot de passe pour entrer.',
      ],
      action: 'Choisir un mot de passe',
      after: [
        'Le lien est valable 24 heures. Si ce n’était pas vous, ne faites rien\u00a0: il n’y a alors pas de compte.',
      ],
    }),
    known_account: () => ({
      subject: 'Vous avez déjà un compte',
      before: [
        'Une personne s’est inscrite à la Console d’ASG Refinery avec cette adresse, qui a déjà un compte. Rien n’a été changé.',
        'Si c’était vous, connectez-vous avec votre mot de passe, ou définissez-en un nouveau.',
      ],
      action: 'Définir un nouveau mot de passe',
      after: ['Le lien sert une fois, pendant une heure. Si ce n’était pas vous, ne faites rien.'],
    }),
    pool_invitation: ({ organisation }) => ({
      subject: 'Une invitation à annoter',
      before: [
        `${organisation} vous invite à annoter chez ASG Refinery au sein de sa propre équipe.`,
        'Vous regardez des images ou des textes et choisissez la réponse qui convient. La rémunération est une affaire entre l’organisation et vous.',
      ],
      action: 'Voir l’invitation',
      after: [
        'Le lien fait entrer une personne. Si vous ne savez pas qui c’est, ne faites rien\u00a0: rien ne se passe.',
      ],
    }),
    wallet_set: ({ wallet, at }) => ({
      subject: 'Votre portefeuille a été indiqué',
      before: [`Vos gains chez ASG Refinery vont désormais à ${wallet} (indiqué\u00a0: ${at}).`],
      action: 'Ce n’était pas moi',
      after: [
        ifYou,
        'Sinon\u00a0: le lien fait conserver vos gains pour vous, ferme toutes les sessions et vous permet de définir un autre mot de passe. Il est valable 7 jours.',
      ],
    }),
    wallet_changing: ({ wallet, from, at }) => ({
      subject: 'Votre portefeuille va changer',
      before: [
        `Une personne qui est dans votre compte chez ASG Refinery veut que vos gains aillent à ${wallet} (demandé\u00a0: ${at}).`,
        `Cela commence le ${from}. D’ici là, rien ne change.`,
      ],
      action: 'Ce n’était pas moi',
      after: [
        ifYou,
        'Sinon\u00a0: le lien l’empêche, ferme toutes les sessions et vous permet de définir un autre mot de passe. Il est valable 7 jours\u00a0; après le changement, il fait conserver vos gains pour vous.',
      ],
    }),
    passkey_added: ({ name, at }) => ({
      subject: 'Une clé d’accès a été ajoutée à votre compte',
      before: [
        `«\u00a0${name}\u00a0» ouvre désormais votre compte chez ASG Refinery, sans mot de passe (${at}).`,
      ],
      after: [ifYou, `${notYou} Retirez ensuite cette clé d’accès de votre compte.`],
    }),
    passkey_removed: ({ name, at }) => ({
      subject: 'Une clé d’accès a été retirée de votre compte',
      before: [
        `«\u00a0${name}\u00a0» n’ouvre plus votre compte chez ASG Refinery (${at}). Toutes les autres sessions sont fermées.`,
      ],
      after: [notYou],
    }),
    second_factor_on: ({ at }) => ({
      subject: 'La connexion par mot de passe demande désormais un code',
      before: [
        `Une personne connectée à votre compte chez ASG Refinery l’a activé (${at}). Toutes les autres sessions sont fermées.`,
        'Conservez les codes de secours là où vous les trouvez sans votre téléphone\u00a0: chacun remplace une fois un code.',
      ],
      after: [`${notYou} Écrivez ensuite à l’exploitant\u00a0: le code n’est pas le vôtre.`],
    }),
    second_factor_off: ({ at }) => ({
      subject: 'La connexion par mot de passe ne demande plus de code',
      before: [
        `Une personne ayant votre mot de passe et un code l’a désactivé pour votre compte chez ASG Refinery (${at}). Toutes les autres sessions sont fermées.`,
      ],
      after: [notYou],
    }),
    second_factor_ending: ({ ends }) => ({
      subject: 'La connexion par mot de passe ne demandera bientôt plus de code',
      before: [
        `On a signalé à l’exploitant d’ASG Refinery que vous avez perdu votre téléphone et vos codes de secours. À partir du ${ends}, votre mot de passe suffit pour vous connecter.`,
      ],
      after: [
        'Si vous avez encore votre téléphone\u00a0: connectez-vous avant avec un code, et tout reste comme avant.',
        notYou,
      ],
    }),
    recovery_code_used: ({ left, at }) => ({
      subject: 'Un code de secours de votre compte a été utilisé',
      before: [
        `Une personne ayant votre mot de passe l’a utilisé chez ASG Refinery (${at}).`,
        `Codes de secours restants\u00a0: ${left}`,
      ],
      after: ['Si c’était vous\u00a0: créez-en de nouveaux avant qu’ils soient épuisés.', notYou],
    }),
    codes_guessed: ({ at }) => ({
      subject: 'Une personne connaît votre mot de passe et cherche à deviner vos codes',
      before: [
        `Cinq codes faux de suite ont été donnés pour votre compte chez ASG Refinery, après le bon mot de passe (${at}). Désormais, un seul est examiné toutes les 15 minutes.`,
      ],
      after: [
        'Si c’était vous\u00a0: un code de secours ou une clé d’accès vous fait entrer aussitôt.',
        notYou,
      ],
    }),
    invitation: ({ name, role, by }) => ({
      subject: `Une invitation à rejoindre «\u00a0${name}\u00a0»`,
      before: [
        `${by || 'Une personne'} vous invite dans l’organisation «\u00a0${name}\u00a0» de la Console d’ASG Refinery, en tant que ${role}.`,
        'Suivez le lien pour la rejoindre\u00a0: avec votre compte là-bas, ou avec un nouveau.',
      ],
      action: 'Voir l’invitation',
      after: [
        'Le lien sert une fois, pendant 7 jours. Si vous n’y connaissez personne, ne faites rien\u00a0: vous ne rejoignez alors rien.',
      ],
    }),
    account_leaving: ({ at, until }) => ({
      subject: 'Votre compte va être supprimé',
      before: [
        `Vous avez demandé la suppression de votre compte chez ASG Refinery (${at}).`,
        `Jusqu’au ${until}, vous pouvez revenir en arrière\u00a0: connectez-vous, ou utilisez le bouton. Ensuite, tout ce qui est personnel est effacé, et personne ne peut le rétablir.`,
        'Ce qui est conservé pour vous est envoyé à votre portefeuille, s’il y en a un d’ici là.',
      ],
      action: 'Garder mon compte',
      after: [notYou],
    }),
    person_leaving: ({ at, until }) => ({
      subject: 'Votre compte va être supprimé',
      before: [
        `Vous avez demandé la suppression de votre compte dans la Console d’ASG Refinery (${at}).`,
        `Jusqu’au ${until}, vous pouvez revenir en arrière\u00a0: connectez-vous, ou utilisez le bouton. Ensuite, vous n’êtes membre d’aucune organisation, tout ce qui est personnel est effacé, et personne ne peut le rétablir.`,
      ],
      action: 'Garder mon compte',
      after: [notYou],
    }),
    deletion_waits: ({ organisations, until }) => ({
      subject: 'Votre compte n’est pas encore supprimé',
      before: [
        `Vous avez demandé la suppression de votre compte chez ASG Refinery, et vous êtes seul propriétaire de ${organisations}.`,
        `Une organisation a besoin d’un propriétaire\u00a0: connectez-vous, nommez-en un autre ou faites supprimer l’organisation, et demandez de nouveau. Le ${until}, puis chaque jour, on regarde si elle en a un autre\u00a0; dès que c’est le cas, votre compte est supprimé.`,
      ],
      after: [notYou],
    }),
    organisation_leaving: ({ name, customerId, at, until }) => ({
      subject: 'Votre organisation va être supprimée',
      before: [
        `Un propriétaire de ${name} (${customerId}) a demandé sa suppression (${at}).`,
        `Jusqu’au ${until}, un propriétaire peut y renoncer dans la Console, à «\u00a0Your organisations\u00a0». Ensuite ses clés n’ouvrent plus rien, ce qui est ouvert est annulé, les éléments et tout ce qui est personnel sont effacés, et personne ne peut la rétablir. Ce qui a été payé et les reçus restent, sous son seul identifiant.`,
      ],
      after: [],
    }),
    organisation_staying: ({ name, customerId }) => ({
      subject: 'Votre organisation n’est pas supprimée',
      before: [
        `${name} (${customerId}) devait être supprimée. Un propriétaire y a renoncé\u00a0: elle reste.`,
      ],
      after: [],
    }),
    organisation_waits: ({ name, customerId, until }) => ({
      subject: 'Votre organisation n’est pas encore supprimée',
      before: [
        `${name} (${customerId}) devait être supprimée, mais il reste de l’argent dans son solde, ou quelqu’un qui a étiqueté pour elle n’est pas encore payé.`,
        `Ce qui reste dans le solde est dépensé, ou l’opérateur le rend. Le ${until}, puis chaque jour, on regarde de nouveau\u00a0; dès qu’il ne reste rien, l’organisation est supprimée.`,
      ],
      after: [],
    }),
    pool_leaving: ({ organisation, until }) => ({
      subject: 'Une organisation pour laquelle vous travaillez va être supprimée',
      before: [
        `${organisation} va être supprimée le ${until}. Vous ne faites alors plus partie de ses personnes et n’en recevez plus de tâches. Votre compte et vos gains restent.`,
      ],
      after: [],
    }),
    account_staying: () => ({
      subject: 'Votre compte n’est pas supprimé',
      before: [
        'Vous aviez demandé la suppression de votre compte chez ASG Refinery. Elle est annulée\u00a0: il reste.',
      ],
      after: [notYou],
    }),
  },
  orOpen: 'Ou ouvrez cette adresse\u00a0:',
  foot: 'Vous recevez ceci parce que cette adresse a été indiquée chez ASG Refinery. Personne ne lit les réponses.',
};
