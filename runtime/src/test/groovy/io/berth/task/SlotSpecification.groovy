package io.berth.task

import io.berth.fixture.OnHost
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** Slots of this machine, on a disk in memory: a script that syncs again and again does not wait. Needs root. */
abstract class SlotSpecification extends Specification {

    @Shared @AutoCleanup MemoryDisk memory = new MemoryDisk()
    File dir

    def setup() {
        dir = memory.directory()
    }

    def cleanup() {
        OnHost.run('rm', '-rf', '--one-file-system', '--', dir)
    }
}
