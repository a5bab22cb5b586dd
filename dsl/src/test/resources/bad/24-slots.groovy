include 'parts/site.groovy'
slots('a') { on 'kvm1'; disk pool: 'primary', size: 1.GiB; memory 1.GiB; template 'worker' }
slots('b', perHost: 1, count: 2) { on 'kvm1'; disk pool: 'primary', size: 1.GiB; memory 1.GiB; template 'worker' }
slots('c', perHost: 0) { on 'kvm1'; disk pool: 'primary', size: 1.GiB; memory 1.GiB; template 'worker' }
slot('d') { on 'hypervisors'; disk pool: 'primary', size: 1.GiB; memory 1.GiB; template 'worker' }
pool('local') { on 'kvm2'; dir '/srv/local' }
slot('e') { on 'kvm1'; disk pool: 'local', size: 1.GiB; memory 1.GiB; template 'worker' }
play('all of them') { slots('a*,b*,c*,d').each { redeploy it } }
