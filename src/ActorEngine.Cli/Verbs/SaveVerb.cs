using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class SaveVerb
{
    public static Verb Definition => new("save", "write images to an archive")
    {
        Synopsis = ["[OPTIONS] IMAGE [IMAGE...]"],
        Description = """
            Writes images as one tar archive that 'docker load', 'actorctl load' and every tool that reads OCI layouts take. A name without a tag means all its tags; an id is saved without a name.
            Layers lie in the archive as the store keeps them, so that all digests stay, and the same images give the same bytes.
            """,
        Options = [Download.Option],
        Least = 1,
        Completes = Completes.Image,
        Examples = [new("actorctl save busybox | docker load", "Bring an image over to Docker."), new("actorctl save -o all.tar app:1 app:2", "Keep two in a file; common layers lie in it once.")],
        SeeAlso = ["load", "export", "images"],
        Run = call => Download.RunAsync(call, new SaveImages([.. call.Arguments.Operands.Select(name => new ImageReference(name))])),
    };
}
