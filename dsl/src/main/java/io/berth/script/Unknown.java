package io.berth.script;

import java.util.Collection;

/** Stands for a value that an error, already said, made impossible. Whatever is computed from it is unknown too, in silence. */
enum Unknown {
    VALUE;

    static boolean is(Object value) {
        return value == VALUE;
    }

    static boolean in(Object value) {
        return value == VALUE || value instanceof Collection<?> many && many.contains(VALUE);
    }
}
