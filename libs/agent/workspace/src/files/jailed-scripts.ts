/** Exit codes by which the scripts below say what is wrong. */
export const SCRIPT_REASONS = {
  41: 'not_found',
  42: 'is_directory',
  43: 'not_directory',
  44: 'denied',
  45: 'exists',
  46: 'io',
} as const;

// Prefixed to each script. A path that cannot be looked up is missing, unless a part of it is a file.
const MISSING = `
missing() {
  up=$1
  while [ "$up" != / ] && [ ! -e "$up" ]; do up=$(dirname -- "$up"); done
  if [ -d "$up" ]; then [ -x "$up" ] || exit 44; exit 41; fi
  exit 43
}
`;

/** $1: path, $2: most bytes. Answers one byte more when there is more. */
export const READ_SCRIPT = `${MISSING}
[ -d "$1" ] && exit 42
[ -e "$1" ] || missing "$1"
[ -f "$1" ] || exit 46
[ -r "$1" ] || exit 44
exec head -c "$2" < "$1"
`;

/** $1: path, $2: "new" when nothing may be there, $3: name for the file in the making. Content comes on the input. */
export const WRITE_SCRIPT = `
if [ "$2" = new ] && { [ -e "$1" ] || [ -L "$1" ]; }; then exit 45; fi
[ -d "$1" ] && exit 42
if [ -e "$1" ] && [ ! -f "$1" ]; then exit 46; fi
mkdir -p -- "$(dirname -- "$1")" || exit 44
target=$(readlink -f -- "$1") || exit 44
temporary=$(dirname -- "$target")/$3
trap 'rm -f -- "$temporary"' EXIT
cat > "$temporary" || exit 44
if [ -e "$target" ]; then chmod "$(stat -c %a -- "$target")" "$temporary"; fi
if [ "$2" = new ]; then ln -- "$temporary" "$target" || exit 45; else mv -f -- "$temporary" "$target" || exit 44; fi
`;

/** $1: path. Answers type, size and time in seconds. */
export const STAT_SCRIPT = `${MISSING}
[ -e "$1" ] || missing "$1"
type=other
[ -f "$1" ] && type=file
[ -d "$1" ] && type=directory
printf '%s ' "$type"
exec stat -L -c '%s %Y' -- "$1"
`;

/** $1: path. Answers type and name of each entry, each pair ended by a zero byte. */
export const LIST_SCRIPT = `${MISSING}
[ -e "$1" ] || missing "$1"
[ -d "$1" ] || exit 43
cd -- "$1" 2>/dev/null && [ -r . ] || exit 44
for name in * .*; do
  case $name in .|..) continue;; esac
  if [ -L "$name" ]; then type=link
  elif [ -f "$name" ]; then type=file
  elif [ -d "$name" ]; then type=directory
  elif [ -e "$name" ]; then type=other
  else continue; fi
  printf '%s %s\\0' "$type" "$name"
done
`;
