network('a') { on 'kvm1'; nat '192.168.150.0/33' }
network('b') { on 'kvm1'; nat '192.168.150.7/24' }
network('c') { on 'kvm1'; nat '192.168.300.0/24' }
network('d') { on 'kvm1' }
network('e') { on 'kvm1'; nat '10.1.0.0/24'; bridge 'br0' }
network('f') { on 'kvm1'; bridge 'a bridge with a long name' }
network('g') { on 'kvm1'; isolated 'everywhere' }
