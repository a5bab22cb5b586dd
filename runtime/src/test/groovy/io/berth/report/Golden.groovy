package io.berth.report

import java.nio.file.Files
import java.nio.file.Path

/** Expected texts in files. {@code -Dgolden.write=true} writes them anew, from the module's directory; look at the difference before committing. */
class Golden {

    static void check(String name, String actual) {
        if (Boolean.getBoolean('golden.write')) {
            Files.writeString(Path.of('src/test/resources/report', name), actual)
        }
        URL expected = Golden.getResource("/report/$name")
        assert expected != null || Boolean.getBoolean('golden.write'): "no expected text $name: write it with -Dgolden.write=true"
        String wanted = Boolean.getBoolean('golden.write') ? actual : new String(expected.openStream().readAllBytes(), 'UTF-8')
        assert actual == wanted
    }

    static String printed(Closure<?> print) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        print(new PrintStream(bytes, true, 'UTF-8'))
        bytes.toString('UTF-8')
    }
}
