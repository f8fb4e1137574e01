using System.Collections.Concurrent;

namespace ActorEngine.Networking;

/// <summary>Links that CNI plugins make. They run beside the network's thread, which others wait for.</summary>
internal sealed partial class LinuxNetworkKernel
{
    /// <summary>Plugins that look at links at the same time after a start.</summary>
    private const int Lookers = 4;

    private readonly CniRuntime cni;
    private readonly string cniConfiguration;

    public Task<string> ConfigurationAsync(string name) => Task.Run(() => CniDirectory.Find(cniConfiguration, name).Text);

    private string PathOf(Attachment attachment) => Path.Combine(directory, attachment.Namespace);

    private async Task<Attachment> AddCniAsync(NetworksState state, Attachment attachment)
    {
        if (!attachment.Endpoints.Any(endpoint => state.Network(endpoint).IsCni)) return attachment;
        Endpoint? outward = state.Outward(attachment);
        List<Endpoint> endpoints = [];
        foreach (Endpoint endpoint in attachment.Endpoints)
        {
            NetworkRecord network = state.Network(endpoint);
            endpoints.Add(network.IsCni ? await cni.AddAsync(network, endpoint, Subject(attachment, endpoint), endpoint == outward ? attachment.Ports : []).ConfigureAwait(false) : endpoint);
        }

        return attachment with { Endpoints = endpoints };
    }

    private async Task<IReadOnlyList<string>> LookAtCniAsync(NetworksState state)
    {
        CniSubject[] known = [.. state.Attached.Values.SelectMany(attachment => Subjects(state, attachment))];
        var amiss = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(known, new ParallelOptions { MaxDegreeOfParallelism = Lookers }, async (subject, _) =>
        {
            if (await cni.CheckAsync(subject).ConfigureAwait(false) is { } problem) amiss.Enqueue($"The link {subject.Interface} of {subject.Container} (CNI) is not as it was made: {problem}.");
        }).ConfigureAwait(false);
        return [.. await cni.SweepAsync(known.ToHashSet()).ConfigureAwait(false), .. amiss];
    }

    private CniSubject[] Subjects(NetworksState state, Attachment attachment) =>
        [.. attachment.Endpoints.Where(endpoint => state.Networks.TryGetValue(endpoint.Network.Value, out NetworkRecord? network) && network.IsCni).Select(endpoint => Subject(attachment, endpoint))];

    private CniSubject Subject(Attachment attachment, Endpoint endpoint) => new(attachment.Namespace, PathOf(attachment), endpoint.Interface);
}
