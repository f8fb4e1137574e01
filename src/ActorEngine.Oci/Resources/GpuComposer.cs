using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>GPUs come from their driver's runtime hook, which looks into the container's environment for which ones: the way of Docker and of the hook.</summary>
internal static class GpuComposer
{
    /// <summary>The hook of the only driver that has one.</summary>
    public const string HookProgram = "nvidia-container-runtime-hook";

    private const string Field = "gpus";

    /// <summary>The settings with the variables that the hook reads.</summary>
    public static ContainerSettings Apply(ContainerSettings settings) => settings.Gpus.Count == 0
        ? settings
        : settings with { Environment = [.. settings.Environment, .. settings.Gpus.SelectMany(Variables)] };

    /// <summary>The hooks of the bundle; null where no GPUs are asked for.</summary>
    public static HooksSpec? Hooks(ContainerSettings settings, string? hook)
    {
        if (settings.Gpus.Count == 0) return null;
        foreach (GpuRequest request in settings.Gpus)
        {
            if (hook is null || request.Driver is not ("" or "nvidia"))
                throw SettingsException.Invalid(Field, $"could not select device driver \"{request.Driver}\" with capabilities: [[{string.Join(' ', ["gpu", .. request.Capabilities])}]]: "
                    + $"no runtime hook for it is installed on this host ({HookProgram}). Install the container toolkit of the GPUs' driver, or name device nodes with --device.");
        }

        return new HooksSpec { Prestart = [new HookSpec(hook!) { Args = [hook!, "prestart"], Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] }] };
    }

    public static void Check(IReadOnlyList<GpuRequest> requests)
    {
        foreach (GpuRequest request in requests)
        {
            if (request.Count < -1) throw SettingsException.Invalid(Field, "The number of GPUs cannot be negative; -1 is all of them.");
            if (request.Count != 0 && request.Devices.Count > 0) throw SettingsException.Invalid(Field, "cannot set both Count and DeviceIDs on device request; leave one out.");
            if (request.Devices.Concat(request.Capabilities).Any(word => word.Length == 0 || word.AsSpan().ContainsAny("=,\n\0"))) throw SettingsException.Invalid(Field, "A GPU's name or capability is empty, or holds ',' or '='.");
        }
    }

    private static IEnumerable<string> Variables(GpuRequest request)
    {
        string devices = request.Devices.Count > 0 ? string.Join(',', request.Devices)
            : request.Count < 0 ? "all"
            : string.Join(',', Enumerable.Range(0, request.Count).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        yield return "NVIDIA_VISIBLE_DEVICES=" + devices;
        if (request.Capabilities.Count > 0) yield return "NVIDIA_DRIVER_CAPABILITIES=" + string.Join(',', request.Capabilities.Where(word => word != "gpu"));
    }
}
