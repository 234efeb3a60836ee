#!/bin/sh
# Makes what compose.scale-out.yaml needs: an own authority, certificates of the databases, passwords, and the two
# connection strings. Into docker/secrets, which git does not take. What is there is never written over.
# usage: docker/make-secrets.sh [FOLDER]
set -eu
folder=${1:-$(dirname "$0")/secrets}
if [ -e "$folder" ]; then
  echo "$folder is there already: passwords that databases know are not made anew" >&2
  exit 73
fi
made=$folder.made
umask 077
mkdir "$made"
trap 'rm -rf "$made"' EXIT

days=1825
password() { openssl rand -hex 24; }

authority() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$made/ca.key"
  openssl req -x509 -new -sha256 -key "$made/ca.key" -days "$days" -subj '/O=Teilhabe/CN=Teilhabe CA' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -out "$made/ca.crt"
}

# certificate HOST COMMON-NAME: for the service HOST, under which it is reached in its network
certificate() {
  openssl genrsa -out "$made/$1.key" 3072 2> /dev/null
  cat > "$made/extensions" <<END
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:$1,DNS:localhost,IP:127.0.0.1
END
  openssl req -new -sha256 -key "$made/$1.key" -subj "/O=Teilhabe/CN=$2" -out "$made/$1.csr"
  openssl x509 -req -sha256 -in "$made/$1.csr" -CA "$made/ca.crt" -CAkey "$made/ca.key" -CAcreateserial \
    -days "$days" -extfile "$made/extensions" -out "$made/$1.crt" 2> /dev/null
  rm "$made/$1.csr" "$made/extensions"
}

authority
# Nodes of KurrentDB know each other by a common name that they share.
certificate kurrentdb kurrentdb-node
certificate postgres postgres
rm -f "$made/ca.srl"

admin=$(password)
postgres=$(password)
printf '%s' "$admin" > "$made/kurrentdb-admin-password"
printf '%s' "$(password)" > "$made/kurrentdb-ops-password"
printf '%s' "$postgres" > "$made/postgres-password"
authority=/run/secrets/ca.crt
printf '%s' "esdb://admin:$admin@kurrentdb:2113?tls=true&tlsCAFile=$authority" > "$made/event-store"
printf '%s' "postgres://teilhabe:$postgres@postgres:5432/teilhabe?sslmode=verify-full&sslrootcert=$authority" \
  > "$made/view-store"

# Containers read them under users of their own; of this machine's, only the folder's owner comes in. The authority's
# key is for no container: keep it elsewhere until certificates are renewed.
find "$made" -type f ! -name ca.key -exec chmod 0444 {} +
mv "$made" "$folder"
echo "made $folder; certificates are good for $days days"
