package io.berth.transport;

import java.io.InputStream;
import java.io.OutputStream;

/** A shell line that runs on a host, with its three streams. Reading and writing fails once the host is lost. */
public interface Channel extends AutoCloseable {

    /** Its standard input; closing this tells it that there is no more. */
    OutputStream in();

    InputStream out();

    InputStream err();

    /** As many bytes, at least 4096, can be written ahead of what it reads without waiting for it. */
    int ahead();

    /** Ends it: nobody is left at any of its streams. Does not wait. */
    @Override
    void close();
}
