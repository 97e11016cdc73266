#!/usr/bin/env sh
# Gives the vault the secrets that it lacks. Values are made here or typed by the operator; none is printed or passed as an argument.
set -eu
vault=${AZURE_KEY_VAULT_NAME:?run this from azd, or name the vault}

has() { az keyvault secret show --vault-name "$vault" --name "$1" --query id --output none 2>/dev/null; }
put() { az keyvault secret set --vault-name "$vault" --name "$1" --file /dev/stdin --encoding utf-8 --output none; }

# A role given a minute ago may not be in force yet.
tries=0
until az keyvault secret list --vault-name "$vault" --query '[].id' --output none 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { echo "No access to $vault after five minutes: give yourself 'Key Vault Secrets Officer' on it." >&2; exit 1; }
  sleep 15
done

make() { has "$1" || { head -c 48 /dev/urandom | base64 | tr -d '\n' | put "$1"; echo "Made $1."; }; }

make Hub--SigningKey
make Hub--AdminKey

# Given by the mail provider, so it is taken from the operator's environment, once.
given() {
  has "$1" && return
  if [ -n "$3" ]; then
    printf %s "$3" | put "$1"
    echo "Stored $1."
  else
    echo "Mail will not be sent until $vault holds $1: set $2 and run azd provision again." >&2
  fi
}

case ${HUB_MAIL_PROVIDER:-outbox} in
  sendgrid) given SendGrid--ApiKey SENDGRID_API_KEY "${SENDGRID_API_KEY:-}" ;;
  notify)
    given Notify--ApiKey NOTIFY_API_KEY "${NOTIFY_API_KEY:-}"
    # To be copied from the vault into the delivery receipts of the Notify service.
    make Notify--CallbackToken
    ;;
  smtp) given Smtp--Password SMTP_PASSWORD "${SMTP_PASSWORD:-}" ;;
esac
