package io.berth.task

import io.berth.libvirt.ListingText
import io.berth.model.Answer
import java.time.Duration

/** Canned answers of a host. */
class Found {

    static Answer answer(String out, int status = 0) {
        new Answer(status, '', out, '', Duration.ZERO)
    }

    static Answer domains(Map... domains) {
        answer(ListingText.domains(domains as List))
    }

    static Answer pools(Map... pools) {
        answer(ListingText.pools(pools as List))
    }

    static Answer networks(Map... networks) {
        answer(ListingText.networks(networks as List))
    }
}
