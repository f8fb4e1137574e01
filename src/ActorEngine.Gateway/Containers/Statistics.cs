using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Answers stats: one object a second, or one alone.</summary>
internal static class Statistics
{
    public static async Task RunAsync(Call call)
    {
        bool stream = call.Flag("stream", otherwise: true), once = !stream && call.Version.Has(1, 41) && call.Flag("one-shot");
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        await using var samples = await call.OpenAsync(new GetStats { Containers = [new(container.Id.Value)], Details = true, Stream = true }).ConfigureAwait(false);
        if (stream) await call.BeginAsync().ConfigureAwait(false);
        ContainerStats? before = null;
        await foreach (var element in samples.ReadAsync(call.Aborted).ConfigureAwait(false))
        {
            if (element is StreamElement.End { Reply: Fault fault } && !stream) throw ApiException.Of(fault);
            if (element is not StreamElement.Item { Value: StatsSnapshot { Containers: [var sample] } }) continue;
            // One alone tells the CPU's share too, for which it takes two samples, unless it is to be quick or nothing runs.
            if (!stream && !once && before is null && sample.Counters is not null)
            {
                before = sample;
                continue;
            }

            await WriteAsync(call, sample, before, stream).ConfigureAwait(false);
            if (!stream) return;
            before = sample;
        }
    }

    private static Task WriteAsync(Call call, ContainerStats sample, ContainerStats? before, bool stream)
    {
        void Write(Utf8JsonWriter json) => StatsShape.Write(json, sample, before?.Counters, call.Version);
        return stream ? call.LineAsync(Write) : call.WriteJsonAsync(Write);
    }
}
