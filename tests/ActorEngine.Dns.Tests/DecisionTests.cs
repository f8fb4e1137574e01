using System.Net;
using System.Text;

namespace ActorEngine.Dns.Tests;

public sealed class DecisionTests
{
    private static readonly Zone Names = Zone.Parse(string.Concat(
        "front\topen\t10.5.0.2\t-\tweb,www,111111111111\tc1\n",
        "front\topen\t10.5.0.3\t9.9.9.9\tdb,www,222222222222\tc2\n",
        "back\topen\t10.6.0.3\t9.9.9.9\tdb\tc2\n",
        "vault\tclosed\t10.7.0.2\t-\tsafe\tc3\n"));

    private static readonly IPAddress Web = IPAddress.Parse("10.5.0.2"), Db = IPAddress.Parse("10.5.0.3"), Safe = IPAddress.Parse("10.7.0.2");

    [Theory]
    [InlineData("db")]
    [InlineData("DB")]
    [InlineData("db.front")]
    [InlineData("222222222222")]
    public void A_container_is_found_by_name_id_and_name_with_network(string name)
    {
        byte[] query = QueryBytes.Of(name);
        Assert.Equal(["10.5.0.3"], QueryBytes.Addresses(query, Ask(query, Web).Answer!));
    }

    [Fact]
    public void A_link_is_a_name_that_one_container_alone_knows()
    {
        Zone zone = Zone.Parse("front\topen\t10.5.0.2\t-\tweb\tc1\tStore=db,gone=nobody\nfront\topen\t10.5.0.3\t-\tdb\tc2\t-\n");
        byte[] query = QueryBytes.Of("store");
        Assert.Equal(["10.5.0.3"], QueryBytes.Addresses(query, Decision.Of(query, Web, zone, 0).Answer!));
        Assert.NotNull(Decision.Of(query, Db, zone, 0).Forward);
        Assert.NotNull(Decision.Of(QueryBytes.Of("gone"), Web, zone, 0).Forward);
    }

    [Fact]
    public void Names_of_several_containers_are_answered_with_another_one_first_each_time()
    {
        byte[] query = QueryBytes.Of("www");
        Assert.Equal(["10.5.0.2", "10.5.0.3"], QueryBytes.Addresses(query, Decision.Of(query, Web, Names, 0).Answer!));
        Assert.Equal(["10.5.0.3", "10.5.0.2"], QueryBytes.Addresses(query, Decision.Of(query, Web, Names, 1).Answer!));
    }

    [Fact]
    public void Names_of_networks_that_the_asker_is_not_in_are_not_known()
    {
        Assert.NotNull(Ask(QueryBytes.Of("safe"), Web).Forward);
        byte[] query = QueryBytes.Of("db");
        Assert.Equal(["10.5.0.3"], QueryBytes.Addresses(query, Ask(query, Web).Answer!));
        Assert.Equal(["10.5.0.3", "10.6.0.3"], QueryBytes.Addresses(query, Ask(query, Db).Answer!).Order());
    }

    [Fact]
    public void A_name_without_an_address_of_the_type_is_there_all_the_same()
    {
        byte[] answer = Ask(QueryBytes.Of("db", 28), Web).Answer!;
        Assert.Equal((0, 0), (QueryBytes.Code(answer), QueryBytes.Count(answer)));
    }

    [Fact]
    public void Addresses_are_asked_for_their_names()
    {
        byte[] answer = Ask(QueryBytes.Of("3.0.5.10.in-addr.arpa", 12), Web).Answer!;
        Assert.Contains("\u0002db\u0005front", Encoding.Latin1.GetString(answer));
        Assert.NotNull(Ask(QueryBytes.Of("9.0.5.10.in-addr.arpa", 12), Web).Forward);
    }

    [Fact]
    public void A_container_with_IPv6_is_found_by_either_family_and_asked_from_either()
    {
        Zone zone = Zone.Parse("wide\topen\t10.5.0.2\t-\tweb\tc1\nwide\topen\tfd00::2\t-\tweb\tc1\n");
        byte[] four = QueryBytes.Of("web"), six = QueryBytes.Of("web", 28), any = QueryBytes.Of("web", 255);
        Assert.Equal(["10.5.0.2"], QueryBytes.Addresses(four, Decision.Of(four, Web, zone, 0).Answer!));
        Assert.Equal(["fd00::2"], QueryBytes.Addresses(six, Decision.Of(six, IPAddress.Parse("fd00::2"), zone, 0).Answer!));
        Assert.Equal(["10.5.0.2", "fd00::2"], QueryBytes.Addresses(any, Decision.Of(any, Web, zone, 0).Answer!));
        byte[] pointer = QueryBytes.Of("2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa", 12);
        Assert.Contains("\u0003web\u0004wide", Encoding.Latin1.GetString(Decision.Of(pointer, Web, zone, 0).Answer!));
    }

    [Theory]
    [InlineData("4.3.2.1.in-addr.arpa", "1.2.3.4")]
    [InlineData("3.2.1.in-addr.arpa", null)]
    [InlineData("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8::1")]
    [InlineData("10.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", null)]
    [InlineData("x.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", null)]
    [InlineData("8.b.d.0.1.0.0.2.ip6.arpa", null)]
    public void Names_of_addresses_are_read_backwards(string name, string? address) => Assert.Equal(address, ReverseName.Read(name)?.ToString());

    [Fact]
    public void Other_names_go_to_the_containers_own_servers_or_the_hosts()
    {
        Assert.Empty(Ask(QueryBytes.Of("example.org"), Web).Forward!);
        Assert.Equal("9.9.9.9", Assert.Single(Ask(QueryBytes.Of("example.org"), Db).Forward!).ToString());
    }

    [Fact]
    public void What_leads_nowhere_does_not_ask_others() => Assert.Equal(3, QueryBytes.Code(Ask(QueryBytes.Of("example.org"), Safe).Answer!));

    [Fact]
    public void A_stranger_gets_no_answer() => Assert.Equal(default, Ask(QueryBytes.Of("db"), IPAddress.Parse("192.0.2.1")));

    [Fact]
    public void An_answer_that_does_not_fit_is_cut_and_sends_the_asker_to_tcp()
    {
        string many = string.Concat(Enumerable.Range(2, 60).Select(i => $"front\topen\t10.5.1.{i}\t-\tmany\tm{i}\n"));
        byte[] query = QueryBytes.Of("many"), wide = QueryBytes.Of("many", room: 4096);
        Decision plain = Decision.Of(query, IPAddress.Parse("10.5.1.2"), Zone.Parse(many), 0), extended = Decision.Of(wide, IPAddress.Parse("10.5.1.2"), Zone.Parse(many), 0);
        Assert.True(QueryBytes.IsCut(Answer.Fit(plain.Answer!, plain.Question)));
        Assert.Equal(60, QueryBytes.Count(Answer.Fit(extended.Answer!, extended.Question)));
        Assert.Equal(41, extended.Answer![^9]);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0 })]
    public void Answers_and_scraps_are_not_answered(byte[] message) => Assert.Null(Ask(message, Web).Answer);

    [Fact]
    public void No_cut_or_twisted_query_is_more_than_refused()
    {
        var random = new Random(7);
        byte[] good = QueryBytes.Of("db.front", room: 1232);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bad = good[..random.Next(good.Length + 1)];
            for (int twist = random.Next(4); twist > 0 && bad.Length > 0; twist--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Ask(bad, Web);
        }
    }

    private static Decision Ask(byte[] query, IPAddress from) => Decision.Of(query, from, Names, 0);
}
