using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>Makes an image of a container.</summary>
internal static class CommitCommand
{
    public static async Task RunAsync(Call call)
    {
        if (call.Text("container") is not { } container) throw new ApiException(400, "no container is named: give the parameter container");
        var configuration = await call.ReadAsync(CommitJson.Default.CommitConfiguration).ConfigureAwait(false);
        var loaded = await call.AskAsync<ImagesLoaded>(new CommitContainer(new ContainerReference(container.TrimStart('/')))
        {
            Reference = ImageNames.ForTag(call.Query("repo"), call.Query("tag")),
            Author = call.Text("author"),
            Message = call.Text("comment"),
            Pause = call.Text("pause") is null || call.Flag("pause"),
            Changes = [.. CommitChanges.Of(configuration), .. call.QueryAll("changes").SelectMany(change => change.Split('\n')).Where(change => change.Trim().Length > 0)],
        }).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["Id"] = loaded.Images[0].Id.Value }, 201).ConfigureAwait(false);
    }
}
