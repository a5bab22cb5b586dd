def number = 'x' as Integer
def file = 'x' as File
def pattern = 'x' =~ /(/
def all = 5 ==~ /5/
def order = version('1') > '2'
def none = version()
def kind = 'a'
switch (kind) { case nothing: break; default: new File('x') }
def list = 'a,b'.replaceAll(/(,)/, '$2')
pool(*: ['a'], on: 'kvm1')
def spread = [*: 1, *: nothingThere]
