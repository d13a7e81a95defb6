package com.bestqi.images;

import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an image stands on. */
sealed interface Base permits Base.Published, Base.Archive, Here {
    /** A builder that has the base and nothing else yet. */
    JibContainerBuilder begin();

    /**
     * Reads what was asked for.
     *
     * @param text {@code here}, {@code tar:FILE}, or an image in a registry by its digest
     * @param here the base that this machine would make
     */
    static Base of(String text, Here here) {
        if (text.equals("here")) {
            return here;
        }
        if (text.startsWith("tar:")) {
            return new Archive(Path.of(text.substring("tar:".length())));
        }
        return new Published(text);
    }

    /** An image of a registry, the very one that was looked at when it was chosen. */
    record Published(String reference) implements Base {
        public Published {
            if (!reference.matches(".+@sha256:[0-9a-f]{64}")) {
                throw new ImagesException(
                        "a base is named by its digest (NAME@sha256:...), or it would be another one tomorrow: "
                                + reference);
            }
        }

        @Override
        public JibContainerBuilder begin() {
            try {
                return Jib.from(withLogin(RegistryImage.named(reference), reference));
            } catch (InvalidImageReferenceException e) {
                throw new ImagesException("not the name of an image: " + reference, e);
            }
        }

        /** Who pulls or pushes is known by the usual files of docker and podman. */
        static RegistryImage withLogin(RegistryImage image, String reference)
                throws InvalidImageReferenceException {
            var logins =
                    CredentialRetrieverFactory.forImage(
                            com.google.cloud.tools.jib.api.ImageReference.parse(reference),
                            event -> {});
            return image.addCredentialRetriever(logins.dockerConfig())
                    .addCredentialRetriever(logins.wellKnownCredentialHelpers());
        }
    }

    /** An image that was saved to a docker archive, for machines that reach no registry. */
    record Archive(Path file) implements Base {
        public Archive {
            if (!Files.isRegularFile(file)) {
                throw new ImagesException("there is no file " + file);
            }
        }

        @Override
        public JibContainerBuilder begin() {
            return Jib.from(TarImage.at(file));
        }
    }
}
