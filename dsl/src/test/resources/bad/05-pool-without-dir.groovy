pool('primary') { on 'hypervisors' }
image('debian12') { }
