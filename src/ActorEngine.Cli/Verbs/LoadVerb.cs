using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class LoadVerb
{
    public static Verb Definition => new("load", "load images from an archive")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Loads the images of an archive that 'docker save' wrote, or of an OCI layout; plain, gzip, bzip2, xz or zstd. It is read from standard input unless a file is named.",
        Options =
        [
            Option.Value("input", "FILE", "Read this file.", 'i') with { Completes = Completes.File },
            Option.Flag("quiet", "Print nothing on success.", 'q'),
        ],
        Most = 0,
        Examples = [new("docker save busybox | actorctl load", "Bring an image over from Docker.")],
        SeeAlso = ["import", "images"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        string? file = call.Arguments.Value("input");
        if (file is null && call.Console.InputIsTerminal)
            throw new CommandException("no archive is named and standard input is a terminal; write -i FILE, or feed one from a pipe.");
        await using var source = file is null ? call.Console.Input : LocalFiles.Open(call.Arguments, "input", file);
        var loaded = await Upload.SendAsync<ImagesLoaded>(call, new LoadImage(), source);
        if (call.Arguments.Flag("quiet")) return 0;
        foreach (var image in loaded.Images)
        {
            foreach (string name in image.References) call.Console.WriteLine($"Loaded image: {name}");
            if (image.References.Count == 0) call.Console.WriteLine($"Loaded image ID: {image.Id}");
        }

        return 0;
    }
}
