// Included by ../reuse.groovy, with names given to it: who is greeted, and the directory into which.

def greeting = exec 'echo', "hello $who", title: "greet $who", changedWhen: { false }
exec('sh', '-c', 'printf "%s\n" "$1" >"$2"', 'write', { greeting.out }, "$into/$who") {
    creates "$into/$who"
    when { greeting.out.startsWith('hello') }
}
