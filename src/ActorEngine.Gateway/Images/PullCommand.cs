using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Registries;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Images;

/// <summary>Fetches an image and tells how it goes.</summary>
internal static class PullCommand
{
    public static Task RunAsync(Call call)
    {
        var command = ToCommand(call);
        return ProgressStream.RunAsync(call, output => TellAsync(call, command, output));
    }

    private static PullImage ToCommand(Call call)
    {
        string asked = call.Text("fromImage")!;
        string name = ImageNames.Join(asked, call.Query("tag"));
        var parsed = ImageNames.Parse(name);
        if (parsed.Familiar.StartsWith("scratch:", StringComparison.Ordinal)) throw new ApiException(403, "'scratch' is a reserved name");
        return new PullImage(new ImageReference(name))
        {
            Platform = call.Version.Has(1, 32) ? ImagePlatform.Read(call.Text("platform")) : null,
            // A name without a tag means all of them: clients add the tag that they mean.
            AllTags = parsed is { Tag: null, Digest: null },
            Credentials = RegistryAuth.Read(call.Http.Request.Headers[RegistryAuth.Header], parsed.Domain),
        };
    }

    private static async Task TellAsync(Call call, PullImage command, ProgressStream output)
    {
        var lines = new PullLines();
        await using var stream = await call.OpenAsync(command).ConfigureAwait(false);
        await foreach (var element in stream.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            switch (element)
            {
                case StreamElement.Item { Value: TransferBegan began }: lines.Begin(began); break;
                case StreamElement.Item { Value: TransferProgress progress }: await WriteAsync(lines.Of(progress)).ConfigureAwait(false); break;
                case StreamElement.Item { Value: StreamNotice notice }: await WriteAsync(lines.Of(notice)).ConfigureAwait(false); break;
                case StreamElement.End { Reply: Fault fault }: throw PullFaults.Of(fault, command.Image.Value);
                case StreamElement.End { Reply: ImagesLoaded loaded }: await WriteAsync(lines.Results(loaded)).ConfigureAwait(false); break;
            }
        }

        async Task WriteAsync(IEnumerable<Fields> told)
        {
            foreach (var line in told) await output.WriteAsync(line).ConfigureAwait(false);
        }
    }
}
