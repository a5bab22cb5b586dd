package io.berth.report

import io.berth.event.Event
import java.nio.charset.StandardCharsets
import java.time.Clock
import java.time.Duration

/** Plays the sample run on the terminal in its own time, to look at. Argument: slots a host. */
class LiveViewDemo {

    static void main(String[] args) {
        LiveView view = new LiveView(new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Console.ofStandardError(), Clock.systemUTC(), false, false).start()
        Runtime.runtime.addShutdownHook(new Thread(view.&close))
        Duration ahead = Duration.between(SampleRun.T0, Clock.systemUTC().instant())
        for (Event event : new SampleRun(3, args.length > 0 ? args[0] as int : 2).all()) {
            long wait = Duration.between(Clock.systemUTC().instant(), event.at() + ahead).toMillis()
            if (wait > 0) {
                Thread.sleep(wait)
            }
            view.accept(shifted(event, ahead))
        }
        view.close()
    }

    /** The same event, now. */
    private static Event shifted(Event event, Duration ahead) {
        List<Object> values = event.class.recordComponents.collect { it.accessor.invoke(event) }
        values[0] = event.at() + ahead
        event.class.getDeclaredConstructors()[0].newInstance(values as Object[]) as Event
    }
}
