package io.berth.task

import io.berth.diag.SourceRange
import io.berth.fixture.OnHost
import io.berth.model.Image
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A store of this machine, and trees for it. Needs root. */
abstract class StoreSpecification extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host
    Path store

    def setup() {
        store = dir.resolve('store')
        host = new OnHost(file: dir.resolve('site.groovy'), hosts: [OnHost.local('other')], images: ['i', 'j', 'k'].collectEntries {
            [it, new Image(it, 'host', store.toString(), '', 0, SourceRange.NONE)]
        })
    }

    Path tree(int seed, Path at, boolean sockets = true) {
        RandomTree.make(seed, at, sockets ? null : 'nosockets')
        at
    }

    /** A tree of a few files, another one for each text. */
    Path small(String text = 'text') {
        def at = Files.createDirectories(dir.resolve("small-$text"))
        Files.createDirectories(at.resolve('etc'))
        Files.writeString(at.resolve('etc/motd'), text)
        at
    }

    String capture(String image, Path from, Map more = [:]) {
        host.apply(new ImageCaptureTask(), [image: image, from: from] + more)
        host.told.release
    }

    Map<String, String> record(String image, String release) {
        store.resolve("$image/releases/$release/release").toFile().readLines().collectEntries { it.split(' ', 2).toList() }
    }

    Path content(String image, String release) {
        store.resolve("$image/releases/$release").resolve(record(image, release).file)
    }

    List<String> releases(String image) {
        store.resolve("$image/releases").toFile().list()?.toList()?.sort() ?: []
    }

    boolean nothingLeft(String image) {
        (store.resolve("$image/work").toFile().list() ?: []).size() == 0
    }

    /** What rsync and find see that is not the same. */
    static String difference(Path one, Path other) {
        OnHost.run('sh', '-euc', '''
            rsync -naHAXi --numeric-ids --checksum --delete -- "$1/" "$2/"
            for tree; do (cd "$tree"; find . -printf '%p %y %m %U %G %T@ %l\\0' | LC_ALL=C sort -z | sha256sum); done | uniq | sed 1d
            for tree; do (cd "$tree"; find . -type b -o -type c -print0 | LC_ALL=C sort -z | xargs -0 -r stat -c '%n %t %T' --); done | LC_ALL=C sort | uniq -u''', 'sh', one, other)
    }

    static void until(Closure<Boolean> holds) {
        new PollingConditions(timeout: 30, delay: 0.02).eventually { assert holds() }
    }
}
