using System.Runtime.InteropServices;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Makes an image of one layer from a root file-system tar.</summary>
internal static class RootTarImport
{
    public static StagedImport Run(StagingArea area, LayerIntake intake, ImportImage request, Stream content, DateTimeOffset now)
    {
        IReadOnlyList<string> names = request.Reference is { Value.Length: > 0 } reference ? [TaggableName.Of(reference)] : [];
        string platform = request.Platform is { Length: > 0 } asked ? asked : $"linux/{Architecture}";
        if (platform.Split('/') is not (["linux", { Length: > 0 }] or ["linux", { Length: > 0 }, { Length: > 0 }]))
            throw new FaultException(new Fault(FaultCode.InvalidArgument, $"'{platform}' is no platform of images here; write linux/ARCHITECTURE[/VARIANT], such as linux/arm64/v8.") { Field = "platform" });
        var peeked = new PeekedStream(content, Decompression.HeadLength);
        using Stream? foreign = Decompression.WithoutForeign(peeked);
        StagedLayer layer = intake.Take(foreign ?? peeked);
        byte[] configuration = DocumentWriter.Configuration(request.Configuration, platform, now, layer.DiffId, request.Message ?? "Imported from -");
        var assembler = new ImageAssembler(area, intake, new ArchiveLimits { MaxLayers = 1 });
        return new StagedImport(area, [assembler.Assemble(configuration, [layer], null, names)]);
    }

    /// <summary>The Docker name of this machine's architecture.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
