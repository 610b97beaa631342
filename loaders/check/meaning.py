"""What no single cell shows: codes of ISO, parties told twice, agreements that follow each other."""

import re
from collections import Counter, defaultdict

from loaders.check.findings import Findings, Tables

PAIRS = """
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL
BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD
CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA
DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF
GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN
IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA
KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE
MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM
NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN
SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL
TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR
VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE
"""

ISO = {pair[:2]: pair[2:] for pair in PAIRS.split()}
"""ISO 3166-1, with XK for Kosovo: the alpha-3 code by the alpha-2 code."""

CUSTOMER = re.compile(r"[A-Z][A-Z0-9]")


def check_meaning(tables: Tables) -> Findings:
    """What the rows say together that cannot be so."""
    for check in (_nations, _stages, _parties, _seen, _successions, _partners):
        yield from check(tables)


def _nations(tables: Tables) -> Findings:
    counts = Counter(row["dod_country_code"] for row in tables["nations"])
    for row in tables["nations"]:
        if ISO.get(row["iso2"]) != row["iso3"]:
            yield row.says(f"not an ISO code, or not the same country: {row['iso2']} {row['iso3']}")
        code = row["dod_country_code"]
        if code and (counts[code] > 1 or not CUSTOMER.fullmatch(code)):
            yield row.says(f"dod_country_code: {code} is no customer code, or another nation's too")


def _stages(tables: Tables) -> Findings:
    stages = {row["id"] for row in tables["lifecycle"] if row["kind"] == "stage"}
    for row in tables["stakeholders"]:
        for stage in sorted({*row.items("lifecycle_stages")} - stages):
            yield row.says(f"lifecycle_stages: {stage} is not a stage")


def _parties(tables: Tables) -> Findings:
    told: dict[str, set[str]] = defaultdict(set)
    for row in tables["mou_participants"]:
        told[row["mou_id"]].add(row["party"])
    for row in tables["mous"]:
        for party in sorted({*row.items("parties")} - told[row["id"]]) if told[row["id"]] else ():
            yield row.says(f"party {party} is not in mou_participants")


def _seen(tables: Tables) -> Findings:
    for row in (*tables["acsas"], *tables["mous"]):
        seen, start = row["seen_on"], row["in_force_from"]
        if row["status"] == "in-force" and seen and seen < start[: len(seen)]:
            yield row.says(f"seen in force on {seen}, before it was: {start}")


def _successions(tables: Tables) -> Findings:
    acsas = {row["id"]: row for row in tables["acsas"]}
    for row in tables["acsas"]:
        for old in (acsas[id] for id in row.items("supersedes") if id in acsas):
            last, first = old["in_force_to"], row["in_force_from"]
            if len(first) == len(last) == len("2016-05-03") and last >= first:
                yield old.says(f"lasts to {last}, but {row['id']} begins on {first}")


def _partners(tables: Tables) -> Findings:
    for row in tables["acsas"]:
        if bool(row["iso2"]) is not (row["partner_kind"] == "nation") or bool(row["iso2"]) is bool(row["org_id"]):
            yield row.says("partner_kind: a nation has iso2, an organization org_id, neither has both")
    for row in tables["notifications"]:
        if bool(row["purchaser_iso2"]) is bool(row["purchaser_org"]):
            yield row.says("a notice has one purchaser: purchaser_iso2 or purchaser_org")
