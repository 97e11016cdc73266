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

for name in Hub--SigningKey Hub--AdminKey; do
  has "$name" || { head -c 48 /dev/urandom | base64 | tr -d '\n' | put "$name"; echo "Made $name."; }
done

if [ "${HUB_MAIL_PROVIDER:-outbox}" = sendgrid ] && ! has SendGrid--ApiKey; then
  if [ -n "${SENDGRID_API_KEY:-}" ]; then
    printf %s "$SENDGRID_API_KEY" | put SendGrid--ApiKey && echo 'Stored SendGrid--ApiKey.'
  else
    echo "Mail will not be sent until $vault holds SendGrid--ApiKey: set SENDGRID_API_KEY and run azd provision again." >&2
  fi
fi
