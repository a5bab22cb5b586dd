include 'parts/site.groovy'
def half = 1 / 0
def names = ['a', 'b']
def third = names[2]
def upper = names.toUpper()
def nothing = null
def size = nothing.size()
if (half > 1) { pool('not evaluated') { } }
throw new IllegalStateException("this site has ${names.size()} names")
def number = 'seven'.toInteger()
assert names.size() == 3 : 'three names are wanted'
def endless(n) { endless(n + 1) }
endless(0)
play('own') {
    slots('w*').each { slot -> redeploy(slot) { identity hostname: slot.nam } }
    undeclared = 5
    [1, 2].each { a, b, c -> exec a }
}
