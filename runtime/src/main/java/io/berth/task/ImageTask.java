package io.berth.task;

import io.berth.api.Scope;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.ImageName;

/** What tasks on a store's images have in common: they run on the store's host, in the order of the playbook. */
abstract class ImageTask<P extends Record> extends WordTask<P> {

    ImageTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    abstract ImageName image(P said);

    StoredImage stored(P said, Scope scope) {
        return StoredImage.of(image(said), scope);
    }

    /** What is wrong where an image gets a new release, and an alias that means it from then on; empty: none. */
    static Wrong wrongOfNew(ImageName image, String alias) {
        Wrong wrong = new Wrong().when(!image.release().isEmpty(), "a release gets its name from its digest: say the image alone");
        return alias.isEmpty() ? wrong : wrong.unlessFits("alias", alias, StoredImage.NAME, "a name");
    }

    /** They may read what a task before has written anywhere on the host. */
    @Override
    public final boolean ordered() {
        return true;
    }

    @Override
    public void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        StoredImage.check(image(said), scope, at, into);
        wrong(said).tell(at, into);
    }
}
