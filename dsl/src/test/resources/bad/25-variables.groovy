variables size: 2.GiB, count: 3
variables size: 3.GiB
variables 'x'
variables odd: { 1 }
pool('primary') { on 'kvm1'; dir "/srv/$pth" }
slots('w', count: cuont) { on 'kvm1'; disk pool: 'primary', size: size; memory size * 2; template 'worker' }
