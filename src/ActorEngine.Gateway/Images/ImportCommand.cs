using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Linux;

namespace ActorEngine.Gateway.Images;

/// <summary>Makes an image of a root file system: the request's body, or what an address has.</summary>
internal static class ImportCommand
{
    public static Task RunAsync(Call call)
    {
        string source = call.Text("fromSrc") ?? throw new ApiException(400, "neither fromImage nor fromSrc is given");
        var command = ToCommand(call, source);
        return ProgressStream.RunAsync(call, async output =>
        {
            if (command.Source is { } url) await output.StatusAsync($"Downloading from {url}").ConfigureAwait(false);
            await using var stream = await call.OpenAsync(command).ConfigureAwait(false);
            var loaded = await Upload.SendAsync<ImagesLoaded>(call, command, stream).ConfigureAwait(false);
            foreach (var image in loaded.Images) await output.StatusAsync(image.Id.Value).ConfigureAwait(false);
        });
    }

    private static ImportImage ToCommand(Call call, string source)
    {
        string? url = source == "-" ? null : source.Contains("://", StringComparison.Ordinal) ? source : "http://" + source;
        return new ImportImage
        {
            Reference = ImageNames.ForTag(call.Query("repo"), call.Query("tag")),
            Message = call.Text("message") ?? $"Imported from {source}",
            Configuration = Configuration(call.QueryAll("changes")),
            Platform = call.Version.Has(1, 32) ? ImagePlatform.Read(call.Text("platform")) : null,
            Source = url,
        };
    }

    internal static ImageConfiguration Configuration(IReadOnlyList<string> changes)
    {
        try
        {
            return ImageChange.ApplyAll(new ImageConfiguration(), changes.SelectMany(change => change.Split('\n')).Where(change => change.Trim().Length > 0), IsSignal);
        }
        catch (FormatException wrong)
        {
            throw new ApiException(400, wrong.Message);
        }
    }

    private static bool IsSignal(string text) => SignalNames.TryParse(text, out _);
}
