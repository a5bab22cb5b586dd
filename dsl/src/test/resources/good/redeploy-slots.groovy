include 'site.groovy'

play('redeploy') {
    slots('w*').each { slot ->
        redeploy(slot) {
            by rsync
            identity hostname: slot.name          // and fresh machine-id and ssh host keys, always
            ready { ssh within: ready }
        }
    }
    limit perHost: 1
}
