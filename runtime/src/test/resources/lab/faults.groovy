// What is cut off in the middle by FaultsLabSpec.

include 'small-slots.groovy'

play('redeploy') {
    slots('f*').each { slot ->
        redeploy(slot) {
            shutdown within: 20.seconds
            ready { ssh within: 1.minute }
        }
    }
}
