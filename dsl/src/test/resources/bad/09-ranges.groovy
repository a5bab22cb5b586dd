pool('a') { on 'kvm[3-1]'; dir '/srv/a' }
pool('b') { on 'kvm[a-9]'; dir '/srv/b' }
pool('c') { on 'kvm[1-3'; dir '/srv/c' }
pool('d') { on 'kvm1,,kvm2'; dir '/srv/d' }
