package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Command;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of a host that becomes a release: on the store's host right there, else packed where it is, and sent through the controller.
 *
 * @param alias that means it from then on; empty: none
 * @param path where it is, as a script in that place knows it
 */
record CapturedTree(StoredImage stored, String alias, ImageForm form, String path, Place place) {

    static final Script CAPTURE = ImageScript.of("capture.sh");
    static final Script PACK = ImageScript.of("pack.sh");

    /** Where the scripts run that read it. */
    interface Place {

        Place HOST = (script, arguments, pours) -> ImageScript.command(script, arguments);

        /** @param pours whether its standard output is what it is run for */
        Command command(Script script, List<String> arguments, boolean pours);
    }

    /**
     * @param from what the release tells of it
     * @param exclude patterns, as rsync has them
     */
    void inStore(String from, List<String> exclude, Hands store) throws TaskFailure, IOException, InterruptedException {
        List<String> arguments = stored.arguments(store.holder().run(), alias, form.word(), path, from);
        arguments.addAll(exclude);
        failing(store).run(place.command(CAPTURE, arguments, false));
    }

    /**
     * @param from what the release tells of it
     * @param exclude patterns, as tar has them
     * @param there the host that has it
     */
    void through(String from, List<String> exclude, Hands store, Hands there) throws TaskFailure, IOException, InterruptedException {
        List<String> pack = new ArrayList<>(List.of(path));
        pack.addAll(exclude);
        Command command = ImageScript.command(ImageImportTask.IMPORT, stored.arguments(store.holder().run(), alias, "", from, form.word(), "yes", "0", "plain", "tar"));
        ImageScript packing = new ImageScript(there, from + " cannot be read");
        failing(store).feed(command, out -> pour(packing, place.command(PACK, pack, true), new Counted(out, store, 0)));
    }

    private ImageScript failing(Hands store) {
        return new ImageScript(store, "image " + stored.name().image() + " gets no new release");
    }

    private static void pour(ImageScript packing, Command command, OutputStream out) throws IOException {
        try {
            packing.pour(command, out);
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (TaskFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
