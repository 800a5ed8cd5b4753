# Sourced by the scripts here, with their arguments [SUITE [ROOT]]: a bare Debian in `$root`, and commands as its ordinary user. Needs root.
# What it has: debootstrap's smallest variant, an ordinary user, and a folder with a blank and an accent.
here=$PWD
home='/home/dev/My Lab élan'

die() { echo "bare root: $*" >&2; exit 1; }
say() { printf '\n== %s\n' "$*"; }
timed() { local from=$SECONDS code=0; "$@" || code=$?; echo "-- $((SECONDS - from)) s"; return "$code"; }

[ "$(id -u)" = 0 ] || die 'a root file system is made by root: run this as root, or the two commands of the README as yourself'
has() { local tool; for tool; do command -v "$tool" >/dev/null || return 1; done; }
has debootstrap unshare ip || {
  say 'installing debootstrap'
  apt-get update -qq && apt-get install -y -qq debootstrap iproute2 util-linux >/dev/null
} || die 'debootstrap could not be installed'
unshare --mount --pid --fork true || die 'this machine lets nobody make a mount namespace (a container without CAP_SYS_ADMIN?)'

# The root that was given, where something is in it already; else it is made there, or in a folder that is removed at the end.
suite=${1:-bookworm}
if [ $# -ge 2 ]; then
  root=$2
else
  root=$(mktemp -d /var/tmp/asg-bare-root.XXXXXX)
  trap 'rm -rf "$root"' EXIT
fi
if [ ! -e "$root/usr/bin" ]; then
  say "debootstrap --variant=minbase $suite"
  # The mirror is the one that apt is configured for; without one, debootstrap's own.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -1 || true)
  timed debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail -20 "$root.log"; die 'debootstrap failed'; }
  rm -f "$root.log"
fi
chmod 755 "$root"
chroot "$root" id dev >/dev/null 2>&1 || chroot "$root" useradd --create-home --shell /bin/sh dev
du -sm "$root" | sed 's/\t.*/ MB of Debian/'

# How npm reaches its registry, from the machine's configuration; it stays in the environment of the commands in the root.
settings=(CI="${CI:-true}" HOME=/home/dev LANG=C.UTF-8 npm_config_update_notifier=false npm_config_loglevel=error)
for key in registry proxy https-proxy noproxy strict-ssl cafile; do
  value=$(npm config get "$key")
  case $value in null | undefined | '') ;; *) settings+=("npm_config_${key//-/_}=$value") ;; esac
done
for name in HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
  [ -z "${!name:-}" ] || settings+=("$name=${!name}")
done
for file in "$(npm config get cafile)" "${NODE_EXTRA_CA_CERTS:-}" "${SSL_CERT_FILE:-}"; do
  [ ! -f "$file" ] || install -D -m 644 "$file" "$root$file"
done
cp /etc/resolv.conf /etc/hosts "$root/etc/"

case $(uname -m) in x86_64) cpu=x64 ;; aarch64) cpu=arm64 ;; *) die "no Node.js for $(uname -m)" ;; esac
# Node.js and the npm that belongs to it, from the registry, as an own folder of the root.
bring_node() { # NODE NPM
  local modules="$root/opt/node-$1/node_modules"
  [ -x "$modules/.bin/npm" ] || npm install --silent --no-audit --prefix "$root/opt/node-$1" "node-linux-$cpu@$1" "npm@$2"
  # Where packages for everybody would be: npx of npm 9 looks into it.
  mkdir -p "$modules/node-linux-$cpu/lib"
}

# Runs a command as the ordinary user in the checkout, with that Node.js as the machine's own. NET=none: without any network.
in_root() { # NODE FOLDER COMMAND
  local script='mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" && mount -t devpts devpts "$0/dev/pts" && exec chroot --userspec=dev:dev "$@"'
  local net=()
  if [ "${NET:-}" = none ]; then net=(--net) script="ip link set lo up && $script"; fi
  unshare --mount --pid --fork --kill-child "${net[@]}" sh -c "$script" "$root" "$root" /usr/bin/env -i "${settings[@]}" \
    PATH="/opt/node-$1/node_modules/.bin:/usr/local/bin:/usr/bin:/bin" sh -c "cd '$home/$2' && $3" </dev/null
}
# What is committed, as a newcomer gets it.
checkout() { # FOLDER
  mkdir -p "$root$home"
  rm -rf "${root:?}$home/$1"
  git clone --quiet --no-local "$here" "$root$home/$1"
  chroot "$root" chown -R dev:dev /home/dev
}
downloaded() { du -sm "$root/home/dev/.npm/_cacache/content-v2" | cut -f1; }

node=$(node -p "require('./package.json').optionalDependencies['node-linux-$cpu']")
