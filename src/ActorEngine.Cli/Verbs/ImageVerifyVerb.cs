using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

internal static class ImageVerifyVerb
{
    public static Verb Definition => new("image verify", "check that the image store is whole")
    {
        Synopsis = ["[OPTIONS] [IMAGE...]"],
        Description = """
            Reads every blob and compares it with its digest, unpacks every layer once more beside the store and compares it with the one there, file by file.
            With --repair a blob that is missing or damaged is fetched again from the registries where its image was pulled from or pushed to, and a layer that is not what its blob says is exchanged for the new one, unless a running container uses it. What no registry has comes back with the next load or pull of its image.
            """,
        Options =
        [
            Option.Flag("repair", "Fetch damaged blobs again, and exchange damaged layers."),
            Option.Flag("quiet", "Print nothing where all is whole.", 'q'),
        ],
        Completes = Completes.Image,
        ExitCodes = [new("1", "Something is damaged and was not repaired.")],
        SeeAlso = ["images"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var verified = await call.AskAsync<ImagesVerified>(new VerifyImages
        {
            Repair = call.Arguments.Flag("repair"),
            Images = [.. call.Arguments.Operands.Select(name => new ImageReference(name))],
        });
        foreach (var defect in verified.Defects)
            call.Console.WriteLine($"{(defect.Repaired ? "repaired" : "damaged")} {defect.Object} {defect.Id}: {defect.Reason}{(defect.Images.Count > 0 ? $" Needed by {string.Join(", ", defect.Images)}." : "")}");
        if (!call.Arguments.Flag("quiet") || verified.Defects.Count > 0)
            call.Console.WriteLine($"{verified.Blobs} blobs ({Human.Size(verified.Bytes)}) and {verified.Layers} layers checked, {verified.Defects.Count} damaged, {verified.Defects.Count(defect => defect.Repaired)} repaired.");
        return verified.Defects.All(defect => defect.Repaired) ? 0 : 1;
    }
}
