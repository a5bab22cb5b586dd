// Puts the golden image on every slot again, one slot of a host at a time, and waits until each answers ssh.

include 'site.groovy'

play('redeploy') {
    slots('w*').each { slot ->
        redeploy(slot) {
            by rsync
            shutdown within: 30.seconds, then: destroy
            identity hostname: slot.name          // and fresh machine-id and ssh host keys, always
            ready { ssh within: 5.minutes }
        }
    }
    limit perHost: 1
}
