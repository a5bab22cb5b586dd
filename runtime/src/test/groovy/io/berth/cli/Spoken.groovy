package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic

/** berth asked again and again in one JVM: each line of standard input is a command line, as JSON; what it says ends with a line that tells its exit status. */
@CompileStatic
class Spoken {

    static final String EXIT = '\u0001exit '

    static void main(String[] args) {
        System.in.eachLine('UTF-8') { String line ->
            int exit = Main.run(new ObjectMapper().readValue(line, String[]))
            System.err.flush()
            System.out.println("\n$EXIT$exit")
            System.out.flush()
        }
    }
}
