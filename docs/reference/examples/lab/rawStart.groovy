play('morning') {
    on 'kvm1'
    rawStart 'legacy-db', reserve: 256.MiB, options: [
        '-m', '16', '-display', 'none', '-nodefaults',
        '-drive', 'file=/srv/berth/shared/legacy-db.raw,format=raw,if=virtio',
        '-monitor', 'unix:/run/legacy-db.monitor,server=on,wait=off']
}
