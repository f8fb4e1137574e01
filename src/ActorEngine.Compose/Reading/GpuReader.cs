using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>gpus of a service, and devices of its reservations.</summary>
internal static class GpuReader
{
    public static IReadOnlyList<GpuRequest> Read(Node node, string path)
    {
        if (node is TextNode { Text: "all" }) return [new GpuRequest { Count = -1 }];
        if (node is not ListNode list) throw new ComposeException(node.Place, path, $"'all' or a list is expected, not {node.Kind}");
        return [.. list.Items.Select((item, number) => Request(new Fields(item, $"{path}[{number}]")))];
    }

    private static GpuRequest Request(Fields fields)
    {
        var devices = fields.Words("device_ids");
        int? count = fields.Parsed("count", text => text == "all" ? -1 : Numbers.Count(text));
        if (count is not null && devices.Count > 0) throw fields.Wrong("count", null, "count and device_ids do not go together");
        var request = new GpuRequest
        {
            Count = devices.Count > 0 ? 0 : count ?? -1,
            Devices = devices,
            Driver = fields.Text("driver") ?? "",
            Capabilities = [.. fields.Words("capabilities").Where(capability => capability != "gpu")],
        };
        fields.Refuse("options", "a driver's options are not supported");
        fields.Done();
        return request;
    }
}
