include 'parts/site.groovy'
play('redeploy') {
    slots('zz*').each { slot -> redeploy(slot) { by cpio } }
    slots('w01').each { slot ->
        redeploy(slot) {
            by rsnyc
            shutdown within: 30, then: destory
            ready { shh within: 2.minutes }
            identity hostname: 'not a name'
            start maybe
        }
    }
    redeploy 'w77'
    redeploy slots('w01'), 'tar'
    redeploy('w01') { image 'windows'; retries(-1); timeout 0.seconds }
    limit perHost: 0
    limit 3
}
