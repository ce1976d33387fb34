using System.CommandLine;
using Feedforward.Benchmarks.Contract;

namespace Feedforward.Benchmarks.Commands;

/// <summary>What the same bits everywhere cost.</summary>
internal static class ContractCostCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("contract-cost", "Our work beside the fastest we know that would break the numeric contract, as a Markdown table.");
        command.SetAction(_ => ContractCost.Print());
        return command;
    }
}
