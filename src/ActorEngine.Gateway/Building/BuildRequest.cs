using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;
using ActorEngine.Gateway.Images;

namespace ActorEngine.Gateway.Building;

/// <summary>The parameters of ImageBuild in the engine's words.</summary>
internal static class BuildRequest
{
    /// <exception cref="ApiException">It asks for what this builder does not have, or is malformed.</exception>
    public static BuildImage ToCommand(Call call)
    {
        Refuse(call);
        string? remote = call.Text("remote");
        // A context that is in the body may be called so.
        if (remote == "client-session") throw new ApiException(501, "a context in a session is not served: send it in the request's body");
        return new BuildImage
        {
            DockerfileName = call.Text("dockerfile") is { } file ? file.TrimStart('/') : "Dockerfile",
            Context = remote is null ? BuildContextKind.Archive : BuildContextKind.Remote,
            ContextUrl = remote,
            Tags = [.. call.QueryAll("t").Where(tag => tag.Length > 0).Select(Tag).Distinct()],
            Arguments = Arguments(call.Text("buildargs")),
            Labels = Texts.Of(BuildJson.Read(call.Text("labels"), BuildJson.Default.DictionaryStringString, "labels")),
            Target = call.Text("target"),
            Platform = call.Version.Has(1, 32) ? ImagePlatform.Read(call.Text("platform")) : null,
            NoCache = call.Flag("nocache"),
            Pull = call.Flag("pull"),
            Network = Network(call.Text("networkmode")),
            CacheFrom = [.. (BuildJson.Read(call.Text("cachefrom"), BuildJson.Default.ListString, "cache-from") ?? []).Where(name => name.Length > 0).Select(name => new ImageReference(name))],
            // One parameter each; of old clients all in one.
            ExtraHosts = [.. call.QueryAll("extrahosts").SelectMany(hosts => hosts.Split(',')).Where(host => host.Length > 0)],
            AllowHostNetwork = false,
            GivesCredentials = true,
            Limits = Limits(call),
            Ulimits = [.. (BuildJson.Read(call.Text("ulimits"), BuildJson.Default.ListUlimitRequest, "ulimit settings") ?? []).Select(limit => new Ulimit(limit.Name ?? "", limit.Soft, limit.Hard))],
            CgroupParent = call.Text("cgroupparent"),
            Outline = true,
        };
    }

    private static void Refuse(Call call)
    {
        if (call.Text("version") is { } builder)
        {
            if (builder == "2") throw new ApiException(501, "BuildKit is not served over this API: use the classic builder (DOCKER_BUILDKIT=0), which this engine announces by Builder-Version: 1");
            if (builder != "1") throw new ApiException(400, $"invalid version \"{builder}\"");
        }

        if (call.QueryAll("securityopt").Any(option => option.Length > 0)) throw new ApiException(400, "security options are not supported on linux");
        if (call.Flag("squash")) throw new ApiException(400, "squash is only supported with experimental mode");
        if (call.Text("isolation") is { } isolation && isolation is not ("default" or "process")) throw new ApiException(400, $"unsupported isolation: \"{isolation}\"");
        if (call.Version.Has(1, 40) && call.Text("outputs") is not (null or "[]" or "null")) throw new ApiException(501, "outputs are not supported: the result of a build is an image of this engine");
    }

    private static ImageReference Tag(string text)
    {
        var name = ImageNames.Parse(text);
        return name.Digest is null ? new ImageReference(name.Familiar) : throw new ApiException(400, "build tag cannot contain a digest");
    }

    // An argument without a value is one that the client has none for.
    private static Dictionary<string, string> Arguments(string? text) =>
        (BuildJson.Read(text, BuildJson.Default.DictionaryStringString, "build args") ?? []).Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!);

    private static string Network(string? mode) => mode switch
    {
        null or "" => "default",
        _ => mode,
    };

    private static ResourceLimits Limits(Call call) => new()
    {
        Memory = Positive(call, "memory"),
        MemorySwap = call.Number("memswap") is { } swap and not 0 ? swap : null,
        CpuShares = Positive(call, "cpushares"),
        CpuPeriod = Positive(call, "cpuperiod"),
        CpuQuota = Positive(call, "cpuquota"),
        CpusetCpus = call.Text("cpusetcpus"),
        CpusetMems = call.Text("cpusetmems"),
        ShmSize = Positive(call, "shmsize"),
    };

    private static long? Positive(Call call, string name) => call.Number(name) is { } number and > 0 ? number : null;
}
